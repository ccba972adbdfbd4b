import { systemClock } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { ConsulFailure } from '../../../packages/agent/consul/failure.ts';
import { silenceOf } from '../../../packages/agent/status/silence.ts';
import { makeSource } from '../../../packages/agent/status/source.ts';
import type { Source } from '../../../packages/agent/status/source.ts';

const long = { patienceMs: 60_000 };
const brief = { patienceMs: 20 };
const hour = 3_600_000;

interface Question {
  readonly askedMs: number;
  readonly say: (words: string) => void;
  readonly fail: (error: Error) => void;
}

/** A source whose questions the test answers. */
function asked(youngMs: number): { readonly source: Source<string>; readonly questions: readonly Question[] } {
  const questions: Question[] = [];
  const ask = (): Promise<string> =>
    new Promise((say, fail) => {
      questions.push({ askedMs: performance.now(), say, fail });
    });
  return { source: makeSource({ ask, youngMs, clock: systemClock }), questions };
}

describe('a source', () => {
  test('is asked once for all who look at the same time, and an answer that is young is given again', async () => {
    const { source, questions } = asked(hour);
    const looks = Array.from({ length: 50 }, () => source.look(long));
    expect(questions).toHaveLength(1);
    questions[0]?.say('yes');
    expect(new Set((await Promise.all(looks)).map((look) => JSON.stringify(look))).size).toBe(1);
    expect(await source.look(brief)).toMatchObject({ answer: 'said', said: 'yes' });
    expect(questions).toHaveLength(1);
  });

  test('that is silent is never asked a second time, however many give up, and its answer is there when it comes', async () => {
    const { source, questions } = asked(hour);
    const gaveUp = await Promise.all(Array.from({ length: 20 }, () => source.look(brief)));
    expect(gaveUp.every((look) => look.answer === 'silent' && look.why === 'timeout' && look.waitedMs >= 19)).toBe(true);
    for (let again = 0; again < 5; again += 1) await source.look(brief);
    expect(questions).toHaveLength(1);
    const late = source.look(long);
    questions[0]?.say('late');
    expect(await late).toMatchObject({ said: 'late' });
  });

  test('that has been silent for longer than a caller’s patience keeps him no more than a moment', async () => {
    const { source } = asked(hour);
    await source.look({ patienceMs: 900 });
    const start = performance.now();
    const { waitedMs } = await source.look({ patienceMs: 900 });
    // It says how long the question has been open, not how long this caller has waited.
    expect(waitedMs).toBeGreaterThan(1150);
    expect(performance.now() - start).toBeLessThan(waitedMs);
  });

  test('is asked no more often than its answers get old, also when each look finds the node changed', async () => {
    const { source, questions } = asked(30);
    for (let turn = 0; turn < 6; turn += 1) {
      source.forget();
      const look = source.look(long);
      await expect.poll(() => questions.length, { interval: 1 }).toBe(turn + 1);
      questions[turn]?.say(String(turn));
      expect(await look).toMatchObject({ said: String(turn) });
    }
    const pauses = questions.slice(1).map(({ askedMs }, index) => askedMs - (questions[index]?.askedMs ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(29);
  });

  test.each([
    ['a change', (source: Source<string>) => (source.forget(), source.look(long))],
    ['a caller who wants what is true from now on', (source: Source<string>) => source.look({ ...long, fresh: true })],
  ])('%s does not count what was asked before: the open question is waited for, then asked anew', async (_name, lookAgain) => {
    const { source, questions } = asked(1);
    const first = source.look(long);
    const second = lookAgain(source);
    questions[0]?.say('old');
    expect(await first).toMatchObject({ said: 'old' });
    await expect.poll(() => questions.length, { interval: 1 }).toBe(2);
    questions[1]?.say('new');
    expect(await second).toMatchObject({ said: 'new' });
  });

  test('that fails says why, and is asked again', async () => {
    const { source, questions } = asked(1);
    const first = source.look(long);
    questions[0]?.fail(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    expect(await first).toMatchObject({ answer: 'silent', why: 'refused', problem: 'connect ECONNREFUSED' });
    await expect.poll(async () => (await source.look(brief)).answer === 'silent' && questions.length, { interval: 5 }).toBe(2);
  });
});

describe('an error of a question', () => {
  const coded = (code: string): Error => Object.assign(new Error(code), { code });
  test.each([
    ['nobody listens', coded('ECONNREFUSED'), 'refused'],
    ['there is no socket', coded('ENOENT'), 'refused'],
    ['no answer in time', Object.assign(new Error('late'), { name: 'TimeoutError' }), 'timeout'],
    ['its request was ended', Object.assign(new Error('late'), { name: 'AbortError' }), 'timeout'],
    ['it closed the connection', coded('ECONNRESET'), 'failed'],
    ['nonsense', new Error('it lists no servers'), 'failed'],
    ['Consul does not listen', new ConsulFailure('not_listening', 'read', 'connect ECONNREFUSED'), 'refused'],
    ['Consul is silent', new ConsulFailure('timeout', 'read', 'no answer in time'), 'timeout'],
    ['Consul refuses', new ConsulFailure('denied', 'read', '403 Permission denied'), 'failed'],
  ])('%s', (_name, error, why) => {
    expect(silenceOf(error)).toMatchObject({ why });
  });

  test('Consul’s own words are kept', () => {
    expect(silenceOf(new ConsulFailure('denied', 'read', '403 Permission denied')).problem).toBe('403 Permission denied');
  });
});
