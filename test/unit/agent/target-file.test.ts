import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Halt } from '@tamada/core/jobs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHalt, writeHalt } from '../../../packages/agent/delayed/target-file.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { siteOf } from '../core/backup/site.ts';

let root = '';
const { delayed } = siteOf('backup', 'pgbackrest');
if (delayed === null) throw new Error('the site has no delayed replica');
const file = (): string => join(root, delayed.configDirectory, 'targets.conf');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tamada-targets-'));
  mkdirSync(join(root, delayed.configDirectory), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const stays = ["recovery_target_inclusive = 'off'", "recovery_target_action = 'pause'", "recovery_min_apply_delay = '0'"];

test.each<readonly [Halt, string]>([
  [{ why: 'paused', target: { kind: 'lsn', lsn: '0/3000060' } }, "recovery_target_lsn = '0/3000060'"],
  [{ why: 'advanced', target: { kind: 'xid', xid: '742' } }, "recovery_target_xid = '742'"],
  [{ why: 'advanced', target: { kind: 'time', atMs: 0 } }, "recovery_target_time = '1970-01-01 00:00:00.000+00'"],
])('%j is kept, without delay on the way, and above what its leader had', async (halt, line) => {
  await writeHalt(delayed, agentPaths(root), halt, [['max_connections', '300']]);
  expect(readFileSync(file(), 'utf8').split('\n').slice(1)).toEqual([line, ...stays, "max_connections = '300'", '']);
  expect(await readHalt(delayed, agentPaths(root))).toEqual(halt);
});

test('it follows where nothing halts it', async () => {
  expect(await readHalt(delayed, agentPaths(root))).toBeNull();
  await writeHalt(delayed, agentPaths(root), null);
  expect(readFileSync(file(), 'utf8')).not.toContain('recovery');
  expect(await readHalt(delayed, agentPaths(root))).toBeNull();
});

test.each(['# tamada: {"why":"paused"}', '# tamada: {', '# tamada: {"why":"paused","target":{"kind":"lsn"}}'])(
  'a file that says %s is broken: taken for none, it would replay past the place where somebody stopped it',
  async (text) => {
    writeFileSync(file(), `${text}\nrecovery_target_lsn = '0/3000060'\n`);
    await expect(readHalt(delayed, agentPaths(root))).rejects.toMatchObject({ detail: { code: 'state_broken' } });
  },
);
