import { expect, test } from 'vitest';
import { judge, type Memory } from '../../../packages/check/judge.ts';
import type { Seen } from '../../../packages/check/seen.ts';

const boot = 'this boot';
const moment = { boot, askedMs: 99_000, nowMs: 100_000 };
const holdMs = 20_000;

const yes: Seen = { said: 'yes', words: '200' };
const no: Seen = { said: 'no', words: '503' };
const silence: Seen = { said: 'unknown', words: 'no answer in time' };
const said = (word: 'yes' | 'no', atMs: number, sinceMs = atMs): Memory => ({ boot, said: word, atMs, sinceMs });

test.each([
  { what: 'yes, for the first time', seen: yes, last: null, answer: 'yes', why: 'said', remembers: said('yes', 99_000) },
  { what: 'no, for the first time', seen: no, last: null, answer: 'no', why: 'said', remembers: said('no', 99_000) },
  { what: 'yes again', seen: yes, last: said('yes', 98_000, 5000), answer: 'yes', why: 'said', remembers: said('yes', 99_000, 5000) },
  { what: 'yes after no', seen: yes, last: said('no', 98_000, 5000), answer: 'yes', why: 'said', remembers: said('yes', 99_000) },
  { what: 'no after yes', seen: no, last: said('yes', 98_000, 5000), answer: 'no', why: 'said', remembers: said('no', 99_000) },
  { what: 'yes long after', seen: yes, last: said('yes', 1000, 500), answer: 'yes', why: 'said', remembers: said('yes', 99_000, 500) },
  { what: 'silence without a past', seen: silence, last: null, answer: 'no', why: 'nothing known', remembers: null },
  {
    what: 'silence after yes',
    seen: silence,
    last: said('yes', 98_000, 5000),
    answer: 'yes',
    why: 'held',
    remembers: said('yes', 98_000, 5000),
  },
  { what: 'silence after no', seen: silence, last: said('no', 98_000), answer: 'no', why: 'held', remembers: said('no', 98_000) },
  {
    what: 'silence as long as the hold',
    seen: silence,
    last: said('yes', 80_000),
    answer: 'yes',
    why: 'held',
    remembers: said('yes', 80_000),
  },
  { what: 'silence for longer', seen: silence, last: said('yes', 79_999), answer: 'no', why: 'hold ended', remembers: said('yes', 79_999) },
  {
    what: 'silence after the answer of another boot',
    seen: silence,
    last: { ...said('yes', 98_000), boot: 'another' },
    answer: 'no',
    why: 'nothing known',
    remembers: null,
  },
  {
    what: 'silence after an answer of the future',
    seen: silence,
    last: said('yes', 100_001),
    answer: 'no',
    why: 'nothing known',
    remembers: null,
  },
  {
    what: 'silence after an answer that began after itself',
    seen: silence,
    last: said('yes', 98_000, 98_001),
    answer: 'no',
    why: 'nothing known',
    remembers: null,
  },
  {
    what: 'yes, while another run that asked later heard no',
    seen: yes,
    last: said('no', 99_500),
    answer: 'yes',
    why: 'said',
    remembers: said('no', 99_500),
  },
])('$what → $answer, $why', ({ seen, last, answer, why, remembers }) => {
  expect(judge(seen, last, moment, holdMs)).toEqual({ answer, why, memory: remembers });
});

test('without a boot to compare, nothing is held', () => {
  const nowhere = { ...moment, boot: '' };
  expect(judge(silence, { ...said('yes', 98_000), boot: '' }, nowhere, holdMs)).toMatchObject({ answer: 'no', why: 'nothing known' });
});

test('a hold of nothing holds nothing', () => {
  expect(judge(silence, said('yes', 99_999), moment, 0)).toMatchObject({ answer: 'no', why: 'hold ended' });
});
