import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildArchive } from '../../../scripts/build/build-archive.ts';
import { defaultPaths } from '../../../scripts/build/layout.ts';

export interface Installed {
  /** The program as a server has it. */
  readonly program: string;
  /** A folder for the tests of one file. */
  readonly root: string;
  readonly version: string;
}

/** Unpacks the archive's check. */
export async function installCheck(): Promise<Installed> {
  const root = await mkdtemp(join(tmpdir(), 'tamada-installed-check-'));
  await chmod(root, 0o755);
  const { path, version } = await buildArchive(defaultPaths(process.env));
  const member = `${version}/bin/tamada-check`;
  await promisify(execFile)('tar', ['--extract', '--no-same-owner', '--file', path, '--directory', root, member]);
  return { program: join(root, member), root, version };
}

export function removeCheck({ root }: Installed): Promise<void> {
  return rm(root, { recursive: true, force: true });
}

export interface Ended {
  /** The exit code, or the name of the signal. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** Runs a program with an empty environment, as root or as somebody who may do nothing. */
export function runBare([program, ...args]: readonly [string, ...string[]], who: 'root' | 'nobody' = 'root'): Promise<Ended> {
  const started = performance.now();
  const identity = who === 'nobody' ? { uid: 65_534, gid: 65_534 } : {};
  return new Promise((done, failed) => {
    const child = spawn(program, args, { env: {}, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000, ...identity });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    let ms = 0;
    child.once('exit', () => (ms = performance.now() - started));
    child.once('error', failed);
    child.once('close', (code, signal) => done({ code: code ?? signal ?? '', stdout, stderr, ms }));
  });
}

export interface Times {
  readonly timeoutMs: number;
  readonly holdMs: number;
}

/** A configuration of its own, and an empty folder for the state. */
export async function configure(
  root: string,
  port: number,
  { timeoutMs, holdMs }: Times,
): Promise<{ readonly config: string; readonly state: string }> {
  const folder = await mkdtemp(join(root, 'config-'));
  const state = join(folder, 'state');
  await chmod(folder, 0o755);
  await mkdir(state);
  const question = { address: '127.0.0.1', port, method: 'OPTIONS', path: '/primary', timeoutMs, holdMs };
  const config = join(folder, 'check.json');
  await writeFile(
    config,
    JSON.stringify({ stateDirectory: state, leader: question, haproxy: { ...question, method: 'GET', path: '/health' } }),
  );
  return { config, state };
}
