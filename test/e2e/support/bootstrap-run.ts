import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RunEvent } from '@tamada/core/sequence';
import { until } from '@tamada/runtime';
import { step } from '../../../scripts/cluster/operator.ts';
import { untilHealthy } from '../../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../../scripts/lab/index.ts';

/** For a bootstrap that hangs: it takes less than a minute on a quiet machine. */
const hangsMs = 600_000;

/** A bootstrap that runs while a test looks at it, and stops it. */
export interface BootstrapRun {
  readonly reached: (phase: string, deadlineMs?: number) => Promise<void>;
  /** As with `kill -9` of the coordinator. */
  readonly kill: () => Promise<void>;
  readonly interrupt: () => Promise<number>;
  readonly ended: Promise<number>;
}

export function startBootstrap(lab: Lab): BootstrapRun {
  const argv = [lab.operator.program, '-C', lab.operator.workspace, '--json', 'bootstrap'];
  const child = lab.spawnIn('ops', argv, ['ignore', 'ignore', 'pipe']);
  const phases = new Set<string>();
  if (child.stderr === null) throw new Error('the bootstrap has no stderr');
  createInterface({ input: child.stderr }).on('line', (line) => {
    const event = line.startsWith('{') ? (JSON.parse(line) as RunEvent) : null;
    if (event?.kind === 'phase_started') phases.add(event.phase);
    if (event?.kind === 'task_failed') process.stderr.write(`${line}\n`);
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 137)));
  return {
    ended,
    reached: (phase, deadlineMs = hangsMs) =>
      until({
        condition: `the bootstrap reaches ${phase}`,
        deadlineMs,
        intervalMs: 10,
        look: () => Promise.resolve(phases.has(phase) ? { ready: true, value: undefined } : { ready: false, seen: [...phases].join(', ') }),
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    interrupt: async () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Waits until a program of that name runs on a host. */
export async function untilRuns(lab: Lab, host: Host, program: string): Promise<void> {
  await until({
    condition: `${program} runs on ${host}`,
    deadlineMs: hangsMs,
    intervalMs: 10,
    look: async () => {
      const { code } = await lab.exec(host, ['pgrep', '-f', program]);
      return code === 0 ? { ready: true, value: undefined } : { ready: false, seen: 'not yet' };
    },
  });
}

/** Waits until a file is there on a host. */
export async function untilThere(lab: Lab, host: Host, path: string): Promise<void> {
  const file = lab.fileOf(host, path);
  await until({
    condition: `${path} on ${host}`,
    deadlineMs: hangsMs,
    intervalMs: 5,
    look: () => Promise.resolve(existsSync(file) ? { ready: true, value: undefined } : { ready: false, seen: 'not yet' }),
  });
}

/** Where each PostgreSQL of Debian has its data. */
export const dataDirectories = '/var/lib/postgresql/15';

/** Goes on with a bootstrap that was stopped, to its end and a healthy cluster. */
export async function bootstrapAgain(lab: Lab): Promise<void> {
  await step({ lab, say: (line) => void process.stderr.write(`${line}\n`) }, ['bootstrap']);
  await untilHealthy(lab);
}

/** Names of what stands there. */
export async function dataDirectoriesOf(lab: Lab, host: Host): Promise<readonly string[]> {
  return (await lab.exec(host, ['ls', dataDirectories])).stdout.split('\n').filter((name) => name !== '');
}
