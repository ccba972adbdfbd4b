import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeError, describeProblem, errorDetail, TamadaError } from '@tamada/core/errors';
import type { ErrorDetail } from '@tamada/core/errors';
import { hostCommands } from '../host-commands.ts';
import { agentPaths } from '../paths.ts';
import { install } from './install.ts';

export interface InstallRequest {
  readonly root: string;
  readonly file: string;
  readonly replace: string | null;
  /** Who called sudo, as a number; undefined without sudo. */
  readonly sudoUid: string | undefined;
}

/** `tamada-agent install` on the command line: words to the operator, exit code 0 done, 1 failed, 2 wrong input, 3 unsafe. */
export async function runInstall({ root, file, replace, sudoUid }: InstallRequest): Promise<number> {
  const paths = agentPaths(root);
  try {
    const uid = process.getuid?.();
    const owners = [0, uid, sudoUid === undefined ? undefined : Number(sudoUid)].filter((owner) => owner !== undefined);
    const options = { paths, run: hostCommands(paths), file, replace, home: await findHome(), uid, owners, nowMs: Date.now() };
    const { enrollment, changes, warnings } = await install(options);
    const { node, cluster } = enrollment;
    const done = changes.length === 0 ? [`nothing to do: this host is ${node} of cluster ${cluster} and its agent runs`] : changes;
    const next = `${file} holds the private key of ${node}: remove it.`;
    const warned = warnings.map((warning) => `warning: ${warning}`);
    process.stdout.write(`${[...done, ...warned, `The agent of ${node} is ready.`, next].join('\n')}\n`);
    return 0;
  } catch (error) {
    const detail = errorDetail(error);
    process.stderr.write(`${words(detail)}\n`);
    return exitCode(detail);
  }
}

function words(detail: ErrorDetail): string {
  if (detail.code === 'file_invalid') return detail.problems.map((problem) => describeProblem(detail.file, problem)).join('\n');
  const { message, next } = describeError(detail);
  return `error: ${message}${next === '' ? '' : `\nnext: ${next}`}`;
}

function exitCode({ code }: ErrorDetail): number {
  if (code === 'unsafe') return 3;
  return ['usage', 'file_missing', 'file_invalid'].includes(code) ? 2 : 1;
}

/** The folder of the version that this program belongs to: the nearest one above it with `configs`. */
async function findHome(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(join(folder, 'configs')).catch(() => null);
    if (found?.isDirectory() === true) return folder;
  }
  throw new TamadaError({ code: 'internal', problem: `there is no folder configs above ${import.meta.dirname}` });
}
