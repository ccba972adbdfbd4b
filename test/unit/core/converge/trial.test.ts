import type { Bundle } from '@tamada/core/bundle';
import {
  emptyJournal,
  noteBegun,
  noteConfirmed,
  noteGoingBack,
  noteHeld,
  noteReverted,
  noteTried,
  tooMuchToRevert,
  trialOf,
  wayBack,
  type JournalState,
  type Step,
} from '@tamada/core/converge';
import { describe, expect, test } from 'vitest';

const bundle = (generation: number): Bundle => ({ cluster: 'geo', node: 'n1', generation, directories: [], files: [], units: [] });
const mark = (generation: number) => ({ generation, digest: `d${String(generation)}` });
const standing: JournalState = { ...emptyJournal, active: { ...mark(3), start: [], finished: true }, confirmed: mark(3) };
const write: Step = { kind: 'write_file', path: '/etc/haproxy/haproxy.cfg', reason: 'content' };
const claim: Step = { kind: 'claim_data_directory', path: '/var/lib/postgresql/15/main' };
const wish = { withinMs: 60_000, generation: 4, start: ['haproxy'], steps: [write], canGoBack: true, nowMs: 1000 } as const;
const armed = { generation: 4, start: ['haproxy'], withinMs: 60_000, untilMs: 61_000, state: 'armed', problem: '' } as const;
const earlier = { ...armed, generation: 3, start: ['consul'] } as const;

test.each([
  { name: 'a change of a node that stands', journal: standing, change: {}, trial: armed },
  { name: 'no trial is asked for', journal: standing, change: { withinMs: null }, trial: null },
  { name: 'nothing changes', journal: standing, change: { steps: [] }, trial: null },
  { name: 'nothing is confirmed yet', journal: { ...standing, confirmed: null }, change: {}, trial: null },
  { name: 'the confirmed bundle is not kept', journal: standing, change: { canGoBack: false }, trial: null },
  { name: 'the same bundle once more', journal: standing, change: { generation: 3 }, trial: null },
  { name: 'a member is made', journal: standing, change: { steps: [claim] }, trial: null },
  { name: 'a member was claimed and never ran', journal: { ...standing, claim: { path: '/x', at: 1 } }, change: {}, trial: null },
  {
    name: 'an earlier trial waits: what it touched counts, too',
    journal: { ...standing, trial: earlier },
    change: { steps: [] },
    trial: { ...armed, start: ['consul', 'haproxy'] },
  },
  {
    name: 'an earlier trial went back',
    journal: { ...standing, trial: { ...earlier, state: 'reverted' as const } },
    change: { steps: [] },
    trial: null,
  },
])('$name', ({ journal, change, trial }) => {
  expect(trialOf(journal, { ...wish, ...change })).toEqual(trial);
});

describe('a trial in the journal', () => {
  const begun: JournalState = { ...noteBegun(standing, bundle(4), 'd4', ['haproxy']), trial: armed };
  const tried = noteTried(begun, bundle(4), 5000);

  test('its time begins when the bundle is finished, and the confirmed one stays what it is', () => {
    expect(tried).toMatchObject({
      active: { generation: 4, finished: true },
      confirmed: mark(3),
      trial: { state: 'armed', untilMs: 65_000 },
    });
  });
  test('without a trial finishing confirms', () => {
    expect(noteTried({ ...begun, trial: null }, bundle(4), 1)).toMatchObject({ confirmed: mark(4), trial: null });
  });
  test('is confirmed when it is finished, and only that generation', () => {
    expect(noteConfirmed(tried, 4)).toMatchObject({ confirmed: mark(4), trial: null });
    expect(noteConfirmed(tried, 5)).toBe(tried);
    expect(noteConfirmed(begun, 4)).toBe(begun);
  });
  test('goes back: on its way it cannot be confirmed, and says why', () => {
    const going = noteGoingBack(tried, bundle(3), 'a gate failed');
    expect(wayBack(going)).toBe('a gate failed');
    expect(wayBack(tried)).toBeNull();
    expect(noteConfirmed(going, 4)).toBe(going);
    const back = noteReverted(going, bundle(3), 'a gate failed');
    expect(back).toMatchObject({
      active: { generation: 3, finished: true },
      confirmed: mark(3),
      trial: { generation: 4, state: 'reverted' },
    });
    expect(wayBack(back)).toBeNull();
  });
  test('holds, and can still be confirmed', () => {
    const held = noteHeld(tried, 'Consul');
    expect(held).toMatchObject({ active: { generation: 4 }, confirmed: mark(3), trial: { state: 'held', problem: 'Consul' } });
    expect(noteConfirmed(held, 4)).toMatchObject({ confirmed: mark(4), trial: null });
  });
});

const unit = (kind: 'restart_unit' | 'reload_unit' | 'start_unit' | 'stop_unit', name: string): Step => ({ kind, unit: `${name}.service` });

test.each([
  [unit('restart_unit', 'haproxy'), true],
  [unit('restart_unit', 'keepalived'), true],
  [unit('reload_unit', 'patroni'), true],
  [unit('restart_unit', 'patroni'), false],
  [unit('start_unit', 'patroni'), false],
  [unit('restart_unit', 'consul'), false],
  [unit('stop_unit', 'consul'), false],
  [unit('restart_unit', 'tamada-delayed'), false],
  [claim, false],
  [write, true],
])('%o without being asked: %s', (step, allowed) => {
  expect(tooMuchToRevert([write, step])).toBe(allowed ? null : step);
});
