import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupToolOf } from '@tamada/core/backup';
import { renderNode } from '@tamada/core/bundle';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLetGo, readPushConflicts, readPushWords } from '../../../packages/agent/backup/archiver.ts';
import { backups, topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';

const templates = shippedTemplates();
const tools = [
  { tool: 'pgbackrest', port: 8432, file: '/etc/pgbackrest/archive-push', notes: '/var/spool/pgbackrest' },
  { tool: 'pg_probackup', port: 10_022, file: '/etc/pg_probackup/archive-push', notes: '/var/log/pg_probackup' },
] as const;
const [first, second] = ['0000000100000000000000A3', '0000000100000000000000A4'];
/** More than any disk has, and nothing. */
const [never, always] = [2 ** 60, 0];

describe.each(tools)("archive_command with $tool, as the agent's files have it", ({ tool, port, file, notes }) => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tamada-push-'));
    mkdirSync(join(root, 'pg_wal'));
    mkdirSync(join(root, notes), { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const paths = { at: (path: string): string => join(root, path) };
  const { pushNotes } = backupToolOf(tool);

  /** The rendered file, with a program that succeeds or fails as it is told, and counts how often it is asked. */
  function push(
    segment: string,
    { answers, reserve, words = 'it does not answer' }: { readonly answers: boolean; readonly reserve: number; readonly words?: string },
  ): number | null {
    const cluster = topology({ backup: backups({ tool, port, walReserveBytes: reserve }) });
    const host = cluster.nodes.find(({ role }) => role === 'database');
    if (host === undefined) throw new Error('no database host');
    const rendered = renderNode({ topology: cluster, node: host, facts: null, platform: 'debian', templates });
    const text = rendered.files.find(({ path }) => path === file)?.content ?? '';
    const program = join(root, 'program');
    writeFileSync(program, `#!/bin/sh\necho >> ${join(root, 'asked')}\n${answers ? 'exit 0' : `echo '${words}' >&2; exit 103`}\n`);
    chmodSync(program, 0o755);
    const script = join(root, 'archive-push');
    writeFileSync(script, text.replaceAll(/\S*\/bin\/\S*(pgbackrest|pg_probackup)\S*/g, program).replaceAll(notes, join(root, notes)));
    return spawnSync('sh', [script, `pg_wal/${segment}`, segment], { cwd: root, encoding: 'utf8' }).status;
  }
  const asked = (): number =>
    existsSync(join(root, 'asked'))
      ? (execFileSync('wc', ['-l', join(root, 'asked')], { encoding: 'utf8' })
          .split(' ')
          .map(Number)[0] ?? 0)
      : 0;
  /** As if the last failure had been a minute ago. */
  const later = (): void => {
    const atSeconds = Date.now() / 1000 - 60;
    utimesSync(paths.at(pushNotes.failed), atSeconds, atSeconds);
  };

  test('a push that succeeds leaves nothing to be told', async () => {
    expect(push(first, { answers: true, reserve: never })).toBe(0);
    expect(await readPushWords(first, pushNotes, paths)).toBeNull();
    expect(await readLetGo(pushNotes, paths)).toBeNull();
  });

  test('a push that fails is tried again by PostgreSQL, and the agent knows why', async () => {
    expect(push(first, { answers: false, reserve: always })).toBe(1);
    expect(await readPushWords(first, pushNotes, paths)).toBe('it does not answer');
    expect(await readPushWords(second, pushNotes, paths)).toBeNull();
    expect(await readLetGo(pushNotes, paths)).toBeNull();
    expect(push(first, { answers: false, reserve: always })).toBe(1);
    expect(asked()).toBe(2);
  });

  test('below the reserve files are let go at once, the archive is asked now and then, and what went is counted', async () => {
    for (const segment of [first, second, second]) expect(push(segment, { answers: false, reserve: never })).toBe(0);
    expect(asked()).toBe(1);
    expect(await readLetGo(pushNotes, paths)).toEqual({ first, files: 3 });
    later();
    expect(push(second, { answers: false, reserve: never })).toBe(0);
    expect(asked()).toBe(2);
    later();
    expect(push(second, { answers: true, reserve: never })).toBe(0);
    expect(asked()).toBe(3);
    expect(await readLetGo(pushNotes, paths)).toBeNull();
    expect(existsSync(paths.at(pushNotes.failed))).toBe(false);
  });

  test('another content in the archive does not hold up what comes after it on a timeline that was left, and is told', async () => {
    const words = 'WAL file already exists in archive with a different checksum';
    expect(push(first, { answers: false, reserve: always, words })).toBe(1);
    expect(await readPushConflicts(pushNotes, paths)).toEqual([]);
    writeFileSync(join(root, 'pg_wal', '00000002.history'), '1\t0/A4000400\tno recovery target specified\n');
    expect(push(first, { answers: false, reserve: always, words })).toBe(0);
    expect(await readPushConflicts(pushNotes, paths)).toEqual([{ segment: first, words }]);
    expect(await readPushWords(first, pushNotes, paths)).toBeNull();
    expect(push('0000000200000000000000A4', { answers: false, reserve: always, words })).toBe(1);
  });

  test('what it counts by may be broken', async () => {
    writeFileSync(paths.at(pushNotes.letGo), '');
    expect(await readLetGo(pushNotes, paths)).toEqual({ first: '', files: 1 });
    expect(readFileSync(paths.at(pushNotes.letGo), 'utf8')).toBe('');
  });
});
