import { errorDetail } from '@tamada/core/errors';
import { describe, expect, test } from 'vitest';
import { makeEventQueue } from '../../../packages/agent/handlers/event-queue.ts';
import { makeExclusiveRunner } from '../../../packages/agent/runner/exclusive-runner.ts';

describe('one operation at a time', () => {
  test('a second one is refused by the name of the first, and let in when that has ended', async () => {
    const runner = makeExclusiveRunner();
    const first = deferred<number>();
    const running = runner.run('first', () => first.promise);
    expect(runner.busyWith()).toBe('first');
    const refused = await runner.run('second', async () => 2).catch((error: unknown) => errorDetail(error));
    expect(refused).toEqual({ code: 'busy', with: 'first' });
    first.resolve(1);
    expect(await running).toBe(1);
    expect(runner.busyWith()).toBe('');
    expect(await runner.run('second', async () => 2)).toBe(2);
  });

  test('one that fails makes room as well', async () => {
    const runner = makeExclusiveRunner();
    await expect(runner.run('first', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await runner.idle();
    expect(runner.busyWith()).toBe('');
  });
});

describe('events of work that goes on by itself', () => {
  test('come in order, also those from before anybody listened, and end with the work', async () => {
    const queue = makeEventQueue<number>();
    const work = deferred<undefined>();
    queue.follow(work.promise);
    queue.push(1);
    const seen = collect(queue.events());
    queue.push(2);
    await Promise.resolve();
    queue.push(3);
    work.resolve(undefined);
    expect(await seen).toEqual([1, 2, 3]);
  });

  test('end with the work’s error after the last event; without a listener nothing is thrown', async () => {
    const queue = makeEventQueue<number>();
    queue.push(1);
    queue.follow(Promise.reject(new Error('no')));
    await new Promise((resolve) => setImmediate(resolve));
    const seen: number[] = [];
    const listening = (async () => {
      for await (const event of queue.events()) seen.push(event);
    })();
    await expect(listening).rejects.toThrow('no');
    expect(seen).toEqual([1]);
  });
});

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function collect<T>(events: AsyncIterable<T>): Promise<readonly T[]> {
  const seen: T[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}
