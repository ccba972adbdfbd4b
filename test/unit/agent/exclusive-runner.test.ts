import { errorDetail } from '@tamada/core/errors';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../packages/agent/handlers/events-of.ts';
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
    const work = deferred<undefined>();
    let say: (event: number) => void = () => undefined;
    const events = eventsOf<number>((push) => {
      say = push;
      return work.promise;
    });
    say(1);
    const seen = collect(events);
    say(2);
    await Promise.resolve();
    say(3);
    work.resolve(undefined);
    expect(await seen).toEqual([1, 2, 3]);
  });

  test('end with the work’s error after the last event; without a listener nothing is thrown', async () => {
    const events = eventsOf<number>((push) => {
      push(1);
      return Promise.reject(new Error('no'));
    });
    await new Promise((resolve) => setImmediate(resolve));
    const seen: number[] = [];
    const listening = (async () => {
      for await (const event of events) seen.push(event);
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
