import type { RunEvent } from '@tamada/core/sequence';
import { describe, expect, test } from 'vitest';
import { makePaint } from '../../../../packages/coordinator/report/paint.ts';
import { runScreen } from '../../../../packages/coordinator/report/run-screen.ts';

const about = { phase: 'consul', task: 'wait', node: 'pg-a1-1' } as const;
const progress = (line: string): RunEvent => ({ kind: 'task_progress', ...about, line });
const done: RunEvent = { kind: 'task_done', ...about, changed: true, note: '3 steps', tookMs: 1_500 };

function show(columns: number | null, events: readonly { readonly atMs: number; readonly event: RunEvent }[]): string {
  let [out, nowMs] = ['', 0];
  const screen = runScreen({ write: (text) => void (out += text), columns, paint: makePaint(false), now: () => nowMs });
  for (const { atMs, event } of events) {
    nowMs = atMs;
    screen(event);
  }
  return out;
}

describe('a run on the screen', () => {
  test('a terminal has one status line, which the next line replaces', () => {
    const out = show(40, [
      { atMs: 0, event: progress('no leader yet') },
      { atMs: 1, event: progress('a line that is longer than the terminal is wide') },
      { atMs: 2, event: done },
    ]);
    expect(out).toBe(
      '\r\u001b[K  … pg-a1-1: wait: no leader yet\r\u001b[K  … pg-a1-1: wait: a line that is longe\r\u001b[K  ✓ pg-a1-1: wait: 3 steps 1.5 s\n',
    );
  });

  test('a log gets a status line only after five silent seconds', () => {
    const out = show(null, [
      { atMs: 1_000, event: progress('one') },
      { atMs: 5_000, event: progress('two') },
      { atMs: 6_000, event: progress('three') },
      { atMs: 7_000, event: done },
    ]);
    expect(out).toBe('  … pg-a1-1: wait: two\n  ✓ pg-a1-1: wait: 3 steps 1.5 s\n');
  });

  test('a remark stays, a failure names the node, the reason and what to do', () => {
    const out = show(null, [
      { atMs: 0, event: { kind: 'task_remark', ...about, line: 'the clock is not synchronised' } },
      { atMs: 0, event: { kind: 'task_failed', ...about, error: { code: 'busy', with: 'Apply' } } },
      { atMs: 0, event: { kind: 'run_failed', run: 'r', phase: 'consul', tookMs: 125_000 } },
    ]);
    expect(out).toBe(
      [
        '  ! the clock is not synchronised',
        '  ✗ pg-a1-1: wait: the node is busy with Apply',
        '    next: wait for it and run the command again',
        'stopped in phase consul after 2 min 5 s',
        '',
      ].join('\n'),
    );
  });
});
