import { type Datacenter, datacenters, type Segment } from '../addresses.ts';
import type { LabContext, LabState, Relay } from '../state.ts';
import { ipBatch } from './namespaces.ts';
import { startRelay, stopRelay } from './relay.ts';
import { addCuts, cutPairs, type Delay, policyRules, ruleChanges } from './rules.ts';

/** Packets between the two are lost without a word; with one name, those between it and everywhere else, the operator too. */
export async function cut(context: LabContext, segment: Segment, other?: Segment): Promise<void> {
  const state = context.state.require();
  await change(context, { ...state, cuts: addCuts(state.cuts, cutPairs(segment, other)) });
}

/** All links whole and fast again. */
export async function heal(context: LabContext): Promise<void> {
  const { relays } = context.state.require();
  await change(context, { ...context.state.require(), cuts: [], relays: {} });
  for (const [datacenter, relay] of standing({ relays })) await stopRelay(context.paths, datacenter, relay.process);
}

/** Every packet that leaves or enters the datacentre takes this much longer, or is lost. 0 and 0 take the delay away. */
export async function delay(context: LabContext, datacenter: Datacenter, wanted: Delay): Promise<void> {
  const { [datacenter]: old, ...others } = context.state.require().relays;
  if (old) {
    await change(context, { ...context.state.require(), relays: others });
    await stopRelay(context.paths, datacenter, old.process);
  }
  if (wanted.milliseconds === 0 && wanted.lossPercent === 0) return;
  const process = await startRelay(context.paths, datacenter, wanted);
  await change(context, { ...context.state.require(), relays: { ...others, [datacenter]: { ...wanted, process } } });
}

async function change({ paths, state }: LabContext, after: LabState): Promise<void> {
  await ipBatch(paths, 'wan', ruleChanges(rulesOf(state.require()), rulesOf(after)));
  state.write(after);
}

function rulesOf({ cuts, relays }: LabState): readonly string[] {
  return policyRules({ cuts, delayed: standing({ relays }).map(([datacenter]) => datacenter) });
}

function standing({ relays }: Pick<LabState, 'relays'>): readonly (readonly [Datacenter, Relay])[] {
  return datacenters.flatMap((datacenter) => (relays[datacenter] ? [[datacenter, relays[datacenter]] as const] : []));
}
