import { describe, expect, test } from 'vitest';
import { type Datacenter, networks, type Segment, segments } from '../../../scripts/lab/addresses.ts';
import { addCuts, type Cut, cutPairs, policyRules, relayTable, ruleChanges } from '../../../scripts/lab/network/rules.ts';

interface Rule {
  readonly pref: number;
  readonly iif: string;
  readonly to: string | undefined;
  readonly action: string;
}

function read(rule: string): Rule {
  const words = rule.split(' ');
  const after = (word: string): string | undefined => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  return { pref: Number(after('pref')), iif: after('iif') ?? '', to: after('to'), action: after('lookup') ?? words.at(-1) ?? '' };
}

/** The relays that a packet goes through, or `lost`, by the kernel's way of reading rules: the first that matches. */
function way(rules: readonly string[], from: Segment, to: Segment): readonly string[] {
  const ordered = rules.map(read).toSorted((a, b) => a.pref - b.pref);
  const passed: string[] = [];
  for (let iif = `br-${from}`; ;) {
    const rule = ordered.find((each) => each.iif === iif && (each.to === undefined || each.to === networks[to].cidr));
    if (!rule) return passed;
    if (rule.action === 'blackhole') return ['lost'];
    const relay = (['a1', 'a2', 'a3'] as const).find((each) => String(relayTable(each)) === rule.action) ?? '?';
    if (passed.includes(relay) || relay === '?') throw new Error(`goes round in circles: ${passed.join(' ')} ${relay}`);
    passed.push(relay);
    iif = `relay-${relay}`;
  }
}

const pairs = segments.flatMap((from) => segments.filter((to) => to !== from).map((to) => [from, to] as const));
const everything: readonly (readonly Datacenter[])[] = [[], ['a1'], ['a3'], ['a1', 'a2'], ['a2', 'a3'], ['a1', 'a2', 'a3']];

describe('slow links', () => {
  test.each(everything.map((delayed) => ({ delayed })))('$delayed: each packet passes the relays of both its ends, once', ({ delayed }) => {
    const rules = policyRules({ cuts: [], delayed });
    for (const [from, to] of pairs) {
      const ends = [from, to].filter((segment) => delayed.some((each) => each === segment));
      expect(way(rules, from, to), `${from} → ${to}`).toEqual(ends);
    }
  });
});

describe('cuts', () => {
  test.each([
    { cuts: cutPairs('a1', 'a2'), lost: ['a1-a2'] },
    { cuts: cutPairs('a1'), lost: ['a1-a2', 'a1-a3', 'a1-ops'] },
    { cuts: addCuts(cutPairs('a1', 'a2'), cutPairs('a1', 'a3')), lost: ['a1-a2', 'a1-a3'] },
    { cuts: cutPairs('ops', 'a2'), lost: ['a2-ops'] },
  ] satisfies readonly { cuts: readonly Cut[]; lost: readonly string[] }[])(
    '$lost and nothing else, also where links are slow',
    ({ cuts, lost }) => {
      const rules = policyRules({ cuts, delayed: ['a1'] });
      const gone = pairs.filter(([from, to]) => way(rules, from, to)[0] === 'lost').map((pair) => [...pair].toSorted().join('-'));
      expect(gone.toSorted()).toEqual([...lost, ...lost].toSorted());
    },
  );

  test('the same cut twice, in either order, is one cut', () => {
    expect(addCuts([['a1', 'a2']], [['a2', 'a1']])).toEqual([['a1', 'a2']]);
  });
});

test('what stays is not touched, and what comes comes before what goes', () => {
  expect(ruleChanges(['a', 'b'], ['b', 'c'])).toEqual(['rule add c', 'rule del a']);
  expect(ruleChanges(['a'], ['a'])).toEqual([]);
});
