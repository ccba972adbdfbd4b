import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Place } from './addresses.ts';
import type { LabContext } from './state.ts';
import { enterHost } from './host/enter.ts';
import { requireInitOf } from './host/power.ts';
import { namespaceFile, operatorPaths } from './paths.ts';
import { type Argv, tryProgram, type ProgramOptions, type ProgramResult } from '../program.ts';

type Where = Pick<LabContext, 'paths' | 'state'>;

export type ExecOptions = Pick<ProgramOptions, 'input' | 'timeoutMs' | 'signal'>;

/** Runs a program on a host or beside the operator, to its end. */
export async function exec(context: Where, place: Place, argv: readonly string[], options: ExecOptions = {}): Promise<ProgramResult> {
  const { command, cwd, env } = entrance(context, place, argv);
  return tryProgram(command, { ...options, cwd, env });
}

/** Starts a program on a host or beside the operator; the caller ends it. */
export function spawnIn(context: Where, place: Place, argv: readonly string[], stdio: StdioOptions = 'pipe'): ChildProcess {
  const { command, cwd, env } = entrance(context, place, argv);
  return spawn(command[0], command.slice(1), { cwd, env, stdio });
}

interface Entrance {
  readonly command: Argv;
  readonly cwd: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

function entrance(context: Where, place: Place, argv: readonly string[]): Entrance {
  if (place !== 'ops') {
    return { command: enterHost(requireInitOf(context, place), argv, process.env.TERM), cwd: '/', env: { PATH: process.env.PATH } };
  }
  context.state.require();
  const { home } = operatorPaths(context.paths);
  return {
    command: ['nsenter', `--net=${namespaceFile(context.paths, 'ops')}`, '--', ...argv],
    cwd: existsSync(home) ? home : undefined,
    env: operatorEnvironment(context),
  };
}

/** A login of the operator's own: nothing of npm's or ours. */
function operatorEnvironment({ paths }: Where): NodeJS.ProcessEnv {
  const { home, program } = operatorPaths(paths);
  const kept = ['TERM', 'LANG', 'TZ', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS'].filter((name) => process.env[name] !== undefined);
  const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return { ...Object.fromEntries(kept.map((name) => [name, process.env[name]])), HOME: home, PATH: `${dirname(program)}:${system}` };
}
