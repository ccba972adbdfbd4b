import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { said } from '@tamada/core/view';
import { systemClock } from '@tamada/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostCommands } from '../../../packages/agent/host-commands.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { makeCheckSenses, readCheck } from '../../../packages/agent/status/checks.ts';

describe("the check's own words", () => {
  const words = {
    subject: 'leader',
    asked: 'OPTIONS http://127.0.0.1:8008/primary',
    got: '200',
    answer: 'yes',
    why: 'said',
    holdMs: 20_000,
  };
  test.each([
    ['an answer', { ...words, sinceMs: 1500 }, { answer: 'yes', basis: { is: 'said' }, sinceMs: 1500, holdMs: 20_000 }],
    [
      'a silence whose beginning nobody knows',
      { ...words, answer: 'no', why: 'hold ended', sinceMs: null },
      { answer: 'no', basis: { is: 'hold_ended' }, sinceMs: null },
    ],
    ['a basis that came later', { ...words, why: 'divined' }, { answer: 'yes', basis: { is: 'other', text: 'divined' } }],
    ['no answer of ours', { answer: 'maybe' }, null],
  ])('%s', (_name, told, expected) => {
    const read = readCheck(JSON.stringify(told));
    if (expected === null) expect(read).toBeNull();
    else expect(read).toMatchObject(expected);
  });
});

describe('asking the checks', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tamada-checks-'));
    mkdirSync(join(root, 'usr/bin'), { recursive: true });
    mkdirSync(join(root, 'etc/tamada'), { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** A host whose check, run in the host's own view of its files, does this. */
  async function ask(script: string, patienceMs = 20_000) {
    writeFileSync(join(root, 'etc/tamada/check.json'), '{}');
    const program = join(root, 'usr/bin/nsenter');
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const paths = agentPaths(root);
    return makeCheckSenses({ run: hostCommands(paths), paths, clock: systemClock }).look(patienceMs);
  }

  test('nothing is asked where none is configured', async () => {
    const paths = agentPaths(root);
    expect(await makeCheckSenses({ run: hostCommands(paths), paths, clock: systemClock }).look(400)).toEqual([]);
  });

  test('a no is an answer too, whatever the exit code', async () => {
    const told = await ask(`echo '{"answer":"no","why":"said","got":"503","sinceMs":20}'; exit 1`);
    const no = { answer: 'said', said: { answer: 'no', got: '503', sinceMs: 20, basis: { is: 'said' } } };
    expect(told).toMatchObject([
      { subject: 'leader', look: no },
      { subject: 'haproxy', look: no },
    ]);
  });

  test('the very program that keepalived runs is asked, by subject', async () => {
    const told = await ask(`echo '{"answer":"yes","asked":"'"$*"'"}'`);
    expect(told.map(({ look }) => said(look)?.asked)).toEqual(
      ['leader', 'haproxy'].map((subject) => `--target 1 --mount /opt/tamada/current/bin/tamada-check ${subject} --json`),
    );
  });

  test.each([
    ['complains', 'echo "check.json: is not JSON" >&2; exit 1', 20_000, 'failed', /^check\.json: is not JSON$/],
    ['is silent', 'exit 1', 20_000, 'failed', /says nothing/],
    ['hangs', 'sleep 5', 100, 'timeout', /no answer after \d+ ms/],
  ])('one that %s leaves the answer open', async (_name, script, patienceMs, why, problem) => {
    const told = await ask(script, patienceMs);
    const open = { answer: 'silent', why, problem: expect.stringMatching(problem) as string };
    expect(told).toMatchObject([
      { subject: 'leader', look: open },
      { subject: 'haproxy', look: open },
    ]);
  });
});
