import { existsSync } from 'node:fs';
import type { Place } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { type LabView } from '../open.ts';
import { exitCode } from '../process/run.ts';

/** Runs a command on our own terminal and streams; its exit code. Ctrl-C is the command's, not ours. */
export async function attach(lab: LabView, place: Place, argv: readonly string[]): Promise<number> {
  const child = lab.spawnIn(place, argv, 'inherit');
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await exitCode(child, 'exit');
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

export async function attachTamada(lab: LabView, argv: readonly string[]): Promise<number> {
  const { program, workspace } = lab.operator;
  if (lab.status().phase === 'up' && !existsSync(program)) {
    throw new LabError('usage', 'The operator has no tamada yet', 'npm run build, then: npm run lab -- install dist/tamada-….tar.xz');
  }
  return attach(lab, 'ops', [program, '-C', workspace, ...argv]);
}
