import { expect, test } from 'vitest';
import { explain, explainAsJson, type Run } from '../../../packages/check/explain.ts';
import { judge, type Memory } from '../../../packages/check/judge.ts';
import { readAnswer } from '../../../packages/check/seen.ts';

const question = { address: '127.0.0.1', port: 8008, method: 'OPTIONS', path: '/primary', timeoutMs: 1000, holdMs: 20_000 };
const moment = { boot: 'b', askedMs: 99_900, nowMs: 100_000 };

function run(how: string, text: string, last: Omit<Memory, 'boot'> | null): Run {
  const seen = readAnswer(how, text);
  const judgement = judge(seen, last && { boot: 'b', ...last }, moment, question.holdMs);
  return { subject: 'leader', question, seen, judgement, moment };
}

const asked = 'asked  OPTIONS http://127.0.0.1:8008/primary (leader)\n';
const yesBefore = { said: 'yes', atMs: 98_000, sinceMs: 40_000 } as const;

test.each([
  {
    what: 'said again',
    told: run('answered', 'HTTP/1.0 200 OK\r\n', yesBefore),
    text: 'got    200\nanswer yes, because that was said\nsince  60 s ago\n',
    json: { got: '200', answer: 'yes', why: 'said', sinceMs: 60_000 },
  },
  {
    what: 'said otherwise',
    told: run('refused', '', yesBefore),
    text: 'got    connection refused\nanswer no, because that was said\nsince  0.1 s ago\n',
    json: { got: 'connection refused', answer: 'no', why: 'said', sinceMs: 100 },
  },
  {
    what: 'held',
    told: run('timeout', '', yesBefore),
    text: 'got    no answer in time\nanswer yes, because the last answer counts for 20 s and is 2 s old\nsince  60 s ago\n',
    json: { got: 'no answer in time', answer: 'yes', why: 'held', sinceMs: 60_000 },
  },
  {
    what: 'not held any more',
    told: run('timeout', '', { ...yesBefore, atMs: 70_000 }),
    text: 'got    no answer in time\nanswer no, because the last answer is 30 s old and counts for 20 s only\n',
    json: { got: 'no answer in time', answer: 'no', why: 'hold ended', sinceMs: null },
  },
  {
    what: 'nothing known',
    told: run('closed', '', null),
    text: 'got    closed before an answer\nanswer no, because there is no earlier answer\n',
    json: { got: 'closed before an answer', answer: 'no', why: 'nothing known', sinceMs: null },
  },
])('$what', ({ told, text, json }) => {
  expect(explain(told)).toBe(asked + text);
  const line = explainAsJson(told);
  expect(line).toMatch(/^[^\n]*\n$/);
  expect(JSON.parse(line)).toEqual({ subject: 'leader', asked: 'OPTIONS http://127.0.0.1:8008/primary', ...json, holdMs: 20_000 });
});
