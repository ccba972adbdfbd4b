import { describe, expect, test } from 'vitest';
import { parseMemory, writeMemory } from '../../../packages/check/memory.ts';
import { readAnswer } from '../../../packages/check/seen.ts';

describe('an answer', () => {
  test.each([
    { how: 'answered', text: 'HTTP/1.0 200 OK\r\n', said: 'yes', words: '200' },
    { how: 'answered', text: 'HTTP/1.1 200 OK\nServer: x\n', said: 'yes', words: '200' },
    { how: 'answered', text: 'HTTP/1.1 200\r\n', said: 'yes', words: '200' },
    { how: 'answered', text: `HTTP/1.1 200 ${'O'.repeat(4000)}`, said: 'yes', words: '200' },
    { how: 'answered', text: 'HTTP/1.0 503 Service Unavailable\r\n', said: 'no', words: '503' },
    { how: 'answered', text: 'HTTP/1.0 500 Internal Server Error\r\n', said: 'unknown', words: '500' },
    { how: 'answered', text: 'HTTP/1.1 302 Found\r\n', said: 'unknown', words: '302' },
    { how: 'answered', text: 'HTTP/1.1 2000 OK\r\n', said: 'unknown', words: 'something that is not HTTP' },
    { how: 'answered', text: 'HTTP/2 200\r\n', said: 'unknown', words: 'something that is not HTTP' },
    { how: 'answered', text: ' HTTP/1.0 200 OK\r\n', said: 'unknown', words: 'something that is not HTTP' },
    { how: 'answered', text: 'SSH-2.0\r\nHTTP/1.0 200 OK\r\n', said: 'unknown', words: 'something that is not HTTP' },
    { how: 'answered', text: '\n', said: 'unknown', words: 'something that is not HTTP' },
    { how: 'refused', text: 'Connection refused', said: 'no', words: 'connection refused' },
    { how: 'timeout', text: 'HTTP/1.0 200', said: 'unknown', words: 'no answer in time' },
    { how: 'closed', text: 'HTTP/1.0 200 OK', said: 'unknown', words: 'closed before an answer' },
    { how: 'failed', text: 'Network unreachable', said: 'unknown', words: 'Network unreachable' },
  ])('$how $text → $said', ({ how, text, said, words }) => {
    expect(readAnswer(how, text)).toEqual({ said, words });
  });
});

describe('a memory', () => {
  const memory = { boot: 'b', said: 'yes', atMs: 5, sinceMs: 1 } as const;

  test('is read as it was written', () => {
    expect(parseMemory(writeMemory(memory))).toEqual(memory);
  });

  test.each([
    null,
    '',
    'null',
    '7',
    '"yes"',
    '[]',
    writeMemory(memory).slice(0, -3),
    JSON.stringify({ ...memory, said: 'perhaps' }),
    JSON.stringify({ ...memory, boot: 7 }),
    JSON.stringify({ ...memory, atMs: '5' }),
    JSON.stringify({ ...memory, sinceMs: null }),
  ])('is not %s', (text) => {
    expect(parseMemory(text)).toBe(null);
  });
});
