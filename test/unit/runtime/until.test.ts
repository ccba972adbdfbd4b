import { elapsed, sleep, until, type Look } from '@tamada/runtime';
import { describe, expect, it } from 'vitest';

const wait = { condition: 'raft has a leader', intervalMs: 5, deadlineMs: 2000 };

describe('until', () => {
  it('gives the value, and every new status line once', async () => {
    const looks: Look<number>[] = ['none', 'none', 'electing'].map((seen) => ({ ready: false as const, seen }));
    const seen: string[] = [];
    const look = async (): Promise<Look<number>> => looks.shift() ?? { ready: true, value: 7 };
    await expect(until({ ...wait, look, onSeen: (line) => seen.push(line) })).resolves.toBe(7);
    expect(seen).toEqual(['none', 'electing']);
  });

  it('ends at its deadline with what was seen last, also while it looks', async () => {
    const look = async (): Promise<Look<never>> => ({ ready: false, seen: 'two of five' });
    const missed = { detail: { code: 'condition_not_met', condition: wait.condition, seen: 'two of five' } };
    await expect(until({ ...wait, deadlineMs: 60, look })).rejects.toMatchObject(missed);
    const stuck = async (signal: AbortSignal): Promise<Look<never>> => {
      await sleep(60_000, signal);
      return { ready: false, seen: '' };
    };
    await expect(until({ ...wait, deadlineMs: 60, look: stuck })).rejects.toMatchObject({ detail: { code: 'condition_not_met' } });
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const look = async (): Promise<Look<never>> => {
      stop.abort();
      return { ready: false, seen: 'x' };
    };
    await expect(until({ ...wait, look, signal: stop.signal })).rejects.toMatchObject({
      detail: { code: 'cancelled', what: wait.condition },
    });
  });

  it('waits as long as it takes where it has no deadline', async () => {
    const stop = new AbortController();
    let looks = 0;
    const look = async (): Promise<Look<number>> => (++looks < 4 ? { ready: false, seen: 'x' } : { ready: true, value: looks });
    await expect(until({ ...wait, deadlineMs: null, look, signal: stop.signal })).resolves.toBe(4);
    const never = until({ ...wait, deadlineMs: null, look: async () => ({ ready: false, seen: 'x' }), signal: stop.signal });
    stop.abort();
    await expect(never).rejects.toMatchObject({ detail: { code: 'cancelled', what: wait.condition } });
  });

  it('passes an error of the look on', async () => {
    await expect(until({ ...wait, look: async () => Promise.reject(new RangeError('bug')) })).rejects.toThrow(RangeError);
  });
});

describe('sleep', () => {
  it('tells whether the time has passed', async () => {
    await expect(elapsed(1, new AbortController().signal)).resolves.toBe(true);
    await expect(elapsed(60_000, AbortSignal.timeout(10))).resolves.toBe(false);
    await expect(elapsed(1, AbortSignal.abort())).resolves.toBe(false);
  });

  it('ends with its signal', async () => {
    await expect(sleep(60_000, AbortSignal.timeout(10))).rejects.toMatchObject({ detail: { code: 'cancelled' } });
  });
});
