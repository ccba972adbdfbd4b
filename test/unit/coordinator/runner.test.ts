import { TamadaError } from '@tamada/core/errors';
import { phase, type Phase, type RunEvent, type Task } from '@tamada/core/sequence';
import { sleep } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import {
  runSequence,
  type RunResult,
  type Executors,
  type TaskControl,
  type TaskResult,
} from '../../../packages/coordinator/runner/run-sequence.ts';

interface Found {
  readonly nodes: readonly string[];
}

type Act = (task: Task, control: TaskControl, found: Found) => Promise<TaskResult<Found>>;

const nothing = async (): Promise<TaskResult<Found>> => ({ changed: false, note: '' });

/** Executors that do nothing, but for what a test says about a node. */
function executors(byNode: Readonly<Record<string, Act>> = {}): Executors<Found, Found> {
  const act = (task: Task, found: Found, control: TaskControl) =>
    (('node' in task ? byNode[task.node] : undefined) ?? nothing)(task, control, found);
  return {
    preflight: act,
    hold_lease: act,
    install_packages: act,
    check_packages: act,
    gather_facts: act,
    prepare_bundles: act,
    check_initdb: act,
    certify_node: act,
    apply_bundle: act,
    confirm_bundle: act,
    ensure_acl: act,
    clear_stale_initialize: act,
    unblock_leader: act,
    ensure_dynamic_config: act,
    patch_dynamic_config: act,
    await_pending: act,
    check_in_force: act,
    ensure_databases: act,
    prepare_catalogue: act,
    check_archive: act,
    first_backup: act,
    rebuild_delayed: act,
    empty_member: act,
    restore_member: act,
    change_leader: act,
    restart_member: act,
    reinit_member: act,
    take_lead: act,
    set_paused: act,
    set_drained: act,
    await_idle: act,
    reboot_host: act,
    wait_for: act,
    record_history: act,
  };
}

const facts = (node: string): Task => ({ kind: 'gather_facts', node });
const acl = (node: string): Task => ({ kind: 'ensure_acl', node });

async function run(
  phases: readonly Phase[],
  byNode: Readonly<Record<string, Act>> = {},
  signal = new AbortController().signal,
): Promise<{ readonly result: RunResult<Found>; readonly events: readonly RunEvent[] }> {
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => void events.push(event);
  const result = await runSequence({
    run: 'r1',
    sequence: 'bootstrap',
    phases,
    executors: executors(byNode),
    tools: (found) => found,
    found: { nodes: [] },
    merge: (found, part) => ({ nodes: [...found.nodes, ...(part.nodes ?? [])] }),
    emit,
    signal,
    now: performance.now.bind(performance),
  });
  return { result, events };
}

const told = (events: readonly RunEvent[]) => events.map((event) => ('node' in event ? `${event.kind} ${event.node ?? ''}` : event.kind));

describe('a run', () => {
  test('tells everything in order', async () => {
    const { result, events } = await run([phase('first', [facts('a')], [acl('b')]), phase('second', [facts('c')])]);
    expect(result).toMatchObject({ ok: true, changed: false });
    expect(told(events)).toEqual([
      'run_started',
      'phase_started',
      'task_started a',
      'task_done a',
      'task_started b',
      'task_done b',
      'phase_done',
      'phase_started',
      'task_started c',
      'task_done c',
      'phase_done',
      'run_done',
    ]);
    expect(events[0]).toMatchObject({ run: 'r1', sequence: 'bootstrap', phases: ['first', 'second'] });
  });

  test('runs the tasks of a stage together, and stages one after the other', async () => {
    let atWork = 0;
    let most = 0;
    const count: Act = async () => {
      most = Math.max(most, ++atWork);
      await sleep(20);
      atWork--;
      return { changed: false, note: '' };
    };
    await run([phase('one', [facts('a'), facts('b'), facts('c')])], { a: count, b: count, c: count });
    expect(most).toBe(3);
    most = 0;
    await run([phase('one', [facts('a')], [facts('b')], [facts('c')])], { a: count, b: count, c: count });
    expect(most).toBe(1);
  });

  test('has changed something when one task has', async () => {
    const { result, events } = await run([phase('one', [facts('a'), facts('b')]), phase('two', [facts('c')])], {
      b: async () => ({ changed: true, note: 'did it' }),
    });
    expect(result).toMatchObject({ ok: true, changed: true });
    expect(events.filter((event) => event.kind === 'phase_done').map(({ changed }) => changed)).toEqual([true, false]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'task_done', node: 'b', changed: true, note: 'did it' }));
  });

  test('hands what tasks found and changed to those that come later', async () => {
    const seen: unknown[] = [];
    const look: Act = async (_task, { changed }, { nodes }) => {
      seen.push({ nodes, changed });
      return { changed: false, note: '' };
    };
    const find = (node: string): Act => {
      return async () => ({ changed: node === 'b', note: '', found: { nodes: [node] } });
    };
    const phases = [phase('one', [facts('look'), facts('a')], [facts('look')], [facts('b')]), phase('two', [facts('look')])];
    const { result } = await run(phases, { look, a: find('a'), b: find('b') });
    expect(seen).toEqual([
      { nodes: [], changed: false },
      { nodes: ['a'], changed: false },
      { nodes: ['a', 'b'], changed: true },
    ]);
    expect(result.found).toEqual({ nodes: ['a', 'b'] });
  });

  test('passes status lines on', async () => {
    const { events } = await run([phase('one', [facts('a')])], {
      a: async (_task, { progress }) => {
        progress('half way');
        return { changed: false, note: '' };
      },
    });
    expect(events).toContainEqual({ kind: 'task_progress', phase: 'one', task: 'ask for its facts', node: 'a', line: 'half way' });
  });
});

describe('a failure', () => {
  const refuse: Act = async () => {
    throw new TamadaError({ code: 'disk_full', path: '/var/lib' });
  };

  test('lets the others of its stage finish, and stops there', async () => {
    const finished: string[] = [];
    const slow: Act = async () => {
      await sleep(30);
      finished.push('slow');
      return { changed: true, note: '' };
    };
    const { result, events } = await run([phase('one', [facts('bad'), facts('slow')], [facts('later')]), phase('two', [facts('never')])], {
      bad: refuse,
      slow,
    });
    expect(finished).toEqual(['slow']);
    expect(result).toMatchObject({
      ok: false,
      phase: 'one',
      failures: [{ phase: 'one', node: 'bad', error: { code: 'disk_full', path: '/var/lib' } }],
    });
    expect(told(events)).not.toContain('task_started later');
    expect(told(events)).not.toContain('task_started never');
    expect(told(events).at(-1)).toBe('run_failed');
  });

  test('names all that failed', async () => {
    const { result } = await run([phase('one', [facts('x'), facts('y'), facts('z')])], { x: refuse, z: refuse });
    expect(result.ok ? [] : result.failures.map(({ node }) => node)).toEqual(['x', 'z']);
  });

  test('that is our bug is called so', async () => {
    const { result } = await run([phase('one', [facts('x')])], {
      x: async () => {
        throw new TypeError('undefined is not a function');
      },
    });
    expect(result).toMatchObject({ ok: false, failures: [{ error: { code: 'internal', problem: 'undefined is not a function' } }] });
  });
});

describe('Ctrl-C', () => {
  test('ends the task at work, and nothing begins after it', async () => {
    const controller = new AbortController();
    const wait: Act = async (_task, { signal }) => {
      await sleep(60_000, signal);
      return { changed: false, note: '' };
    };
    setTimeout(() => {
      controller.abort();
    }, 30);
    const { result, events } = await run([phase('one', [facts('a')]), phase('two', [facts('b')])], { a: wait }, controller.signal);
    expect(result).toMatchObject({ ok: false, phase: 'one', failures: [{ node: 'a', error: { code: 'cancelled' } }] });
    expect(told(events)).not.toContain('task_started b');
  });

  test('lets a task finish that cannot stop half way', async () => {
    const controller = new AbortController();
    const stubborn: Act = async () => {
      controller.abort();
      await sleep(20);
      return { changed: true, note: '' };
    };
    const { result, events } = await run([phase('one', [facts('a')], [facts('b')])], { a: stubborn }, controller.signal);
    expect(told(events)).toContain('task_done a');
    expect(result).toMatchObject({ ok: false, failures: [{ node: 'b', error: { code: 'cancelled' } }] });
  });
});
