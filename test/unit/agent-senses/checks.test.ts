import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostCommands } from '../../../packages/agent/host-commands.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { checksStatus, readCheck } from '../../../packages/agent/status/checks.ts';

describe("the check's own words", () => {
  const said = {
    subject: 'leader',
    asked: 'OPTIONS http://127.0.0.1:8008/primary',
    got: '200',
    answer: 'yes',
    why: 'said',
    holdMs: 20_000,
  };
  test.each([
    ['an answer', { ...said, sinceMs: 1500 }, { answer: 'yes', why: 'said', sinceMs: 1500, holdMs: 20_000 }],
    ['a silence whose beginning nobody knows', { ...said, answer: 'no', why: 'hold ended', sinceMs: null }, { answer: 'no', sinceMs: -1 }],
    ['no answer of ours', { answer: 'maybe' }, null],
  ])('%s', (_name, told, expected) => {
    const read = readCheck('leader', JSON.stringify(told));
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
  async function ask(script: string) {
    writeFileSync(join(root, 'etc/tamada/check.json'), '{}');
    const program = join(root, 'usr/bin/nsenter');
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const paths = agentPaths(root);
    return checksStatus(hostCommands(paths), paths, 400);
  }

  test('nothing is asked where none is configured', async () => {
    const paths = agentPaths(root);
    expect(await checksStatus(hostCommands(paths), paths, 400)).toEqual([]);
  });

  test('a no is an answer too, whatever the exit code', async () => {
    const told = await ask(`echo '{"answer":"no","why":"said","got":"503","sinceMs":20}'; exit 1`);
    expect(told.map(({ subject, answer, got, sinceMs }) => [subject, answer, got, sinceMs])).toEqual([
      ['leader', 'no', '503', 20],
      ['haproxy', 'no', '503', 20],
    ]);
  });

  test('the very program that keepalived runs is asked, by subject', async () => {
    const told = await ask(`echo '{"answer":"yes","asked":"'"$*"'"}'`);
    expect(told.map(({ asked }) => asked)).toEqual(
      ['leader', 'haproxy'].map((subject) => `--target 1 --mount /opt/tamada/current/bin/tamada-check ${subject} --json`),
    );
  });

  test.each([
    ['complains', 'echo "check.json: is not JSON" >&2; exit 1', /^check\.json: is not JSON$/],
    ['is silent', 'exit 1', /says nothing/],
    ['hangs', 'sleep 5', /no answer within 400 ms/],
  ])('one that %s leaves the answer open', async (_name, script, why) => {
    const start = performance.now();
    for (const told of await ask(script))
      expect(told).toMatchObject({ answer: '', sinceMs: -1, why: expect.stringMatching(why) as string });
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
