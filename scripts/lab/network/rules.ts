import { type Datacenter, datacenters, networks, type Segment, segments } from '../addresses.ts';
import { bridgeOf } from './plan.ts';

/** Two networks that do not reach each other. */
export type Cut = readonly [Segment, Segment];

/** What the link of a datacentre to everywhere else does to every packet, in each direction. */
export interface Delay {
  readonly milliseconds: number;
  readonly lossPercent: number;
}

export interface Faults {
  readonly cuts: readonly Cut[];
  readonly delayed: readonly Datacenter[];
}

/** The pairs that `cut DC [OTHER]` means: with one name, from everywhere else. */
export function cutPairs(segment: Segment, other?: Segment): readonly Cut[] {
  const others = other === undefined ? segments.filter((each) => each !== segment) : [other];
  return others.map((each) => [segment, each]);
}

export function addCuts(present: readonly Cut[], more: readonly Cut[]): readonly Cut[] {
  const added = more.filter((cut) => !present.some((old) => isSame(old, cut)));
  return [...present, ...added];
}

export function relayDevice(datacenter: Datacenter): string {
  return `relay-${datacenter}`;
}

export function relayTable(datacenter: Datacenter): number {
  return 101 + datacenters.indexOf(datacenter);
}

const priorities = { cut: 100, leaving: 200, entering: 210 } as const;

/**
 * Rules of `wan` (for `ip rule add …`). A packet goes once through the relay of the datacentre that it leaves, once through that of the one
 * that it enters; what comes out of the last relay takes the main table.
 */
export function policyRules({ cuts, delayed }: Faults): readonly string[] {
  const dropped = cuts.flatMap(([one, other]) => [drop(one, other), drop(other, one)]);
  const leaving = delayed.map((each) => `pref ${priorities.leaving} iif ${bridgeOf(each)} lookup ${relayTable(each)}`);
  const entering = delayed.flatMap((each) =>
    [
      ...segments.filter((segment) => segment !== each).map(bridgeOf),
      ...delayed.filter((datacenter) => datacenter !== each).map(relayDevice),
    ].map((from) => `pref ${priorities.entering} iif ${from} to ${networks[each].cidr} lookup ${relayTable(each)}`),
  );
  return [...dropped, ...leaving, ...entering];
}

/** From one set of rules to another without a moment in between in which a link is whole that must not be. */
export function ruleChanges(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...after.filter((rule) => !before.includes(rule)).map((rule) => `rule add ${rule}`),
    ...before.filter((rule) => !after.includes(rule)).map((rule) => `rule del ${rule}`),
  ];
}

function drop(from: Segment, to: Segment): string {
  return `pref ${priorities.cut} iif ${bridgeOf(from)} to ${networks[to].cidr} blackhole`;
}

function isSame([a, b]: Cut, [c, d]: Cut): boolean {
  return (a === c && b === d) || (a === d && b === c);
}
