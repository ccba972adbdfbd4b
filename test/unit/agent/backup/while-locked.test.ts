import type { Talk, ToolTrouble } from '@tamada/core/backup';
import { systemClock } from '@tamada/runtime';
import { expect, test } from 'vitest';
import { whileLocked } from '../../../../packages/agent/jobs/bodies/backup.ts';
import type { Job } from '../../../../packages/agent/jobs/job.ts';

/** A tool that says no so often, and then yes; what the job said meanwhile. */
function toolThatIs(trouble: ToolTrouble, times: number, step = 1) {
  let asked = 0;
  let nowMs = 0;
  const said: string[] = [];
  const tryTalk = async (talk: Talk<unknown>) => {
    asked += 1;
    nowMs += step;
    return asked <= times ? ({ ok: false, trouble, words: 'its words' } as const) : ({ ok: true, said: talk } as const);
  };
  const job = {
    tryTalk,
    doing: (what: string) => said.push(what),
    clock: { ...systemClock, monotonic: () => nowMs },
    signal: new AbortController().signal,
  } as unknown as Job;
  return { job, said, asked: () => asked };
}

function* talk(): Talk<string> {
  yield* [];
  return { ok: true, said: 'B1' };
}

test('a lock that another backup left on a database host is waited for, and that is said', async () => {
  const { job, said, asked } = toolThatIs('busy', 1);
  await whileLocked(talk, job);
  expect(asked()).toBe(2);
  expect(said).toEqual(['waits for a lock that another backup has on a database host']);
});

test('not for ever', async () => {
  const { job } = toolThatIs('busy', 99, 200_000);
  await expect(whileLocked(talk, job)).rejects.toMatchObject({
    detail: { code: 'tool_failed', problem: expect.stringContaining('lock') as string },
  });
});

test('anything else ends it at once', async () => {
  const { job, asked } = toolThatIs('database_down', 1);
  await expect(whileLocked(talk, job)).rejects.toMatchObject({ detail: { code: 'tool_failed' } });
  expect(asked()).toBe(1);
});
