import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@tamada/runtime';
import { buildStandIn } from '../../../../scripts/build/stand-in.ts';
import { defaultPaths } from '../../../../scripts/build/layout.ts';
import { fetchNodeRuntime } from '../../../../scripts/build/node-runtime.ts';
import { freePorts } from '../../agent-senses/support/free-ports.ts';
import { makeHostTree } from '../../agent-senses/support/host-tree.ts';
import type { HostTree } from '../../agent-senses/support/host-tree.ts';

export const bin = '/usr/lib/postgresql/15/bin';
export const home = '/var/lib/postgresql';
export const catalogue = '/var/lib/pg_probackup';
const node = '/opt/tamada/current/runtime/node';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly program?: string;
  readonly user?: string;
}

/** A host with a real PostgreSQL and the stand-in for pg_probackup; everything runs as postgres. */
export interface Stand {
  readonly tree: HostTree;
  readonly port: number;
  readonly data: string;
  /** Runs the stand-in. */
  readonly pb: (words: readonly string[], options?: CallOptions) => Promise<Ran>;
  /** Runs a shell script; fails the test when the script fails. */
  readonly shell: (script: string, options?: CallOptions) => Promise<string>;
  readonly sql: (statements: string, options?: { readonly port?: number; readonly database?: string }) => Promise<string>;
  readonly install: (path: string, program?: Parameters<typeof buildStandIn>[0]['program']) => Promise<void>;
  /** Starts a server; waits until it answers. */
  readonly serve: (folder: string, port: number, settings?: Readonly<Record<string, string>>) => Promise<void>;
  readonly stop: (folder: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function makeStand(settings: Readonly<Record<string, string>> = {}): Promise<Stand> {
  const tree = await makeHostTree();
  const [port = 0] = await freePorts(1);
  const paths = defaultPaths(process.env);
  const data = `${home}/main`;
  const run = async (
    argv: readonly [string, ...string[]],
    { user = 'postgres', env = {}, timeoutMs = 120_000 }: CallOptions = {},
  ): Promise<Ran> => tree.run(['runuser', '--user', user, '--', ...argv], { timeoutMs, env: { HOME: home, ...env } });

  const install: Stand['install'] = async (path, program) => {
    const file = join(tree.root, path);
    await buildStandIn({ source: paths.source, file, node, ...(program === undefined ? {} : { program }) });
  };
  const shell: Stand['shell'] = async (script, options = {}) => {
    const words = ['bash', '-ec', `cd "$0" && ${script}`, options.cwd ?? home] as const;
    const { code, stdout, stderr } = await run(words, options);
    if (code !== 0) throw new Error(`${script}: ${code ?? 'killed'}\n${stdout}${stderr}`);
    return stdout;
  };
  const pb: Stand['pb'] = async (words, options = {}) => {
    const script = 'cd "$0" && exec "$@"';
    const argv = ['bash', '-ec', script, options.cwd ?? home, options.program ?? '/usr/bin/pg_probackup-15', ...words] as const;
    const { code, stdout, stderr } = await run(argv, options);
    return { code, stdout, stderr };
  };
  const sql: Stand['sql'] = async (statements, { port: at = port, database = 'postgres' } = {}) => {
    const words = [
      `${bin}/psql`,
      '-XAtq',
      '-v',
      'ON_ERROR_STOP=1',
      '-h',
      '/run/postgresql',
      '-p',
      String(at),
      '-d',
      database,
      '-c',
      statements,
    ] as const;
    const { code, stdout, stderr } = await run(words);
    if (code !== 0) throw new Error(`${statements}: ${stderr}`);
    return stdout.trim();
  };
  const serve: Stand['serve'] = async (folder, at, more = {}) => {
    const all = { ...standard, port: String(at), ...more };
    const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = tree.start(['runuser', '--user', 'postgres', '--', `${bin}/postgres`, '-D', folder, ...words]);
    await until({
      condition: 'PostgreSQL answers',
      intervalMs: 50,
      deadlineMs: 60_000,
      look: () =>
        sql('SELECT 1', { port: at }).then(
          () => ({ ready: true, value: null }),
          () => ({ ready: false, seen: server.output() }),
        ),
    });
  };
  await mkdir(join(tree.root, '/opt/tamada/current/runtime'), { recursive: true });
  await copyFile(join(await fetchNodeRuntime(paths.cache), 'node'), join(tree.root, node));
  await install('/usr/bin/pg_probackup-15');
  await tree.run(['install', '-d', '-o', 'postgres', '-m', '700', catalogue], { timeoutMs: 10_000 });
  await shell(`${bin}/initdb --no-sync --data-checksums --auth=trust --username=postgres --locale=C.UTF-8 --pgdata ${data}`);
  await serve(data, port, settings);
  return {
    ...{ tree, port, data, pb, shell, sql, install, serve },
    stop: (folder) => shell(`${bin}/pg_ctl stop --pgdata ${folder} --mode immediate --wait > /dev/null`).then(() => undefined),
    remove: async () => {
      await tree.remove();
    },
  };
}

const standard = {
  fsync: 'off',
  unix_socket_directories: '/run/postgresql',
  listen_addresses: '127.0.0.1',
  shared_buffers: '16MB',
} as const;

export async function writeInto(tree: HostTree, path: string, text: string, mode = 0o644): Promise<void> {
  await writeFile(join(tree.root, path), text, { mode });
}
