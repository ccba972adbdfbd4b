import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { renderNode } from '@tamada/core/bundle';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backups, topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';

const templates = shippedTemplates();
const tools = [
  {
    tool: 'pgbackrest',
    port: 8432,
    file: '/etc/pgbackrest/archive-get',
    catalogue: '/var/lib/pgbackrest',
    histories: 'archive/geo/15-1',
    folder: (segment: string) => segment.slice(0, 16),
    ending: '-5f38aa1cffafec521d2c1bb2c29c1a5a3118c94e.lz4',
  },
  {
    tool: 'pg_probackup',
    port: 10_022,
    file: '/etc/pg_probackup/archive-get',
    catalogue: '/var/lib/pg_probackup',
    histories: 'wal/geo',
    folder: () => '',
    ending: '.gz',
  },
] as const;

describe.each(tools)("the delayed replica's restore_command with $tool, as the agent's files have it", (site) => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tamada-get-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function archive(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const isHistory = name.endsWith('.history');
      const path = join(root, site.histories, isHistory ? name : join(site.folder(name), `${name}${site.ending}`));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** The rendered file of the backup host, with a program that has everything. */
  function get(name: string, purpose = 'standby'): number | null {
    const cluster = topology({ backup: backups({ tool: site.tool, port: site.port }) });
    const host = cluster.nodes.find(({ role }) => role === 'backup');
    if (host === undefined) throw new Error('no backup host');
    const text = renderNode({ topology: cluster, node: host, facts: null, platform: 'debian', templates }).files.find(
      ({ path }) => path === site.file,
    )?.content;
    const [program, script] = [join(root, 'program'), join(root, 'archive-get')];
    writeFileSync(program, '#!/bin/sh\nexit 0\n');
    chmodSync(program, 0o755);
    writeFileSync(
      script,
      (text ?? 'exit 99').replaceAll(/\S*\/bin\/\S*(pgbackrest|pg_probackup)\S*/g, program).replaceAll(site.catalogue, root),
    );
    return spawnSync('sh', [script, purpose, name, 'pg_wal/RECOVERYXLOG'], { cwd: root, encoding: 'utf8' }).status;
  }

  const fork = '1\t0/A0000A0\tno recovery target specified\n\n';
  const left = {
    '00000002.history': fork,
    '00000003.history': `${fork}2\t1/A034C38\tno recovery target specified\n`,
    '000000010000000000000009': '',
    '00000001000000000000000A': '',
    '0000000200000001000000F9': '',
    '00000002000000010000000A': '',
  };

  test.each([
    ['before the place where its timeline was left', '000000020000000100000009', 0],
    ['in which its timeline was left', '00000002000000010000000A', 1],
    ['after that', '00000002000000010000000B', 1],
    ['of an older timeline, in which that was left', '00000001000000000000000A', 1],
    ['of an older timeline, before that', '000000010000000000000009', 0],
    ['of the newest timeline', '00000003000000010000000A', 0],
    ['of a timeline that nobody knows yet', '00000004000000010000000A', 0],
    ['which is a history', '00000003.history', 0],
  ])('a segment %s', (_what, name, code) => {
    archive({ ...left, '00000003000000010000000A': '' });
    expect(get(name)).toBe(code);
  });

  test('a timeline without a segment does not count: its leader may never have led', () => {
    archive(left);
    expect(get('00000003.history')).toBe(1);
    expect(get('00000002.history')).toBe(0);
    expect(get('00000002000000010000000A')).toBe(0);
    expect(get('00000001000000000000000A')).toBe(1);
  });

  test('an archive without histories, or none at all, keeps nothing back', () => {
    expect(get('000000010000000000000009')).toBe(0);
    archive({ '000000010000000000000009': '' });
    expect(get('000000010000000000000009')).toBe(0);
  });

  test('a restore chooses its timeline when it begins, and gets all of it', () => {
    archive({ ...left, '00000003000000010000000A': '' });
    expect(get('00000002000000010000000A', 'recovery')).toBe(0);
  });
});

describe('the restore_command of a server that was restored on a database host', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tamada-get-'));
    mkdirSync(join(root, 'pg_wal'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function get(tool: (typeof tools)[number], program: string, args: readonly string[]): { code: number | null; stderr: string } {
    const cluster = topology({ backup: backups({ tool: tool.tool, port: tool.port }) });
    const host = cluster.nodes.find(({ role }) => role === 'database');
    if (host === undefined) throw new Error('no database host');
    const { files } = renderNode({ topology: cluster, node: host, facts: null, platform: 'debian', templates });
    const text = files.find(({ path }) => path === tool.file)?.content ?? 'exit 99';
    const [stub, script] = [join(root, 'program'), join(root, 'archive-get')];
    writeFileSync(stub, `#!/bin/sh\n${program}`);
    chmodSync(stub, 0o755);
    writeFileSync(script, text.replaceAll(/\S*\/bin\/\S*(pgbackrest|pg_probackup)\S*/g, stub));
    const { status, stderr } = spawnSync('sh', [script, ...args], { cwd: root, encoding: 'utf8' });
    return { code: status, stderr };
  }

  const missing =
    'echo "2026-11-23 05:09:44 UTC [16182]: [1-1]: ERROR: pg_probackup archive-get failed to deliver WAL file: $name, time elapsed: 238ms" >&2; exit 1';
  const refused = 'echo "ERROR: Agent error: ssh: connect to host 10.10.1.4 port 10022: Connection refused" >&2; exit 1';
  const broken = `echo "WARNING: Cannot open compressed WAL file: Input/output error" >&2; ${missing}`;
  test.each<[string, string, readonly string[], number]>([
    ['is there', 'exit 0', ['00000002.history'], 0],
    ['is not, and the archive is', `[ "$name" != 00000002.history ] || exit 0; ${missing}`, ['00000002.history'], 1],
    ['is not, and the archive is gone too', missing, ['00000002.history'], 255],
    ['is not, and nobody said what the archive has', missing, [], 255],
    ['cannot be asked for', refused, ['00000002.history'], 255],
    ['cannot be read', `[ "$name" != 00000002.history ] || exit 0; ${broken}`, ['00000002.history'], 255],
  ])('with pg_probackup, where the file %s', (_what, answer, known, code) => {
    const name = 'for word; do case $word in --wal-file-name=*) name=${word#*=} ;; esac; done\n';
    const args = ['recovery', '00000002000000000000000A', 'pg_wal/RECOVERYXLOG', ...known];
    expect(get(tools[1], `${name}${answer}\n`, args).code).toBe(code);
  });

  test('with pgbackrest, it is another server than the member', () => {
    const args = (purpose: string): readonly string[] => [purpose, '00000002000000000000000A', 'pg_wal/RECOVERYXLOG'];
    const print = 'echo "$@" >&2; exit 1';
    expect(get(tools[0], print, args('recovery')).stderr).toContain(`--pg1-path=${root} `);
    expect(get(tools[0], print, args('member')).stderr).not.toContain('--pg1-path');
    expect(get(tools[0], 'exit 103', args('recovery')).code).toBe(255);
  });
});
