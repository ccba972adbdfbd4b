import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptional, runCommand, until } from '@tamada/runtime';
import type { Argv, CommandRunner } from '@tamada/runtime';
import { inBaseTree } from './base-tree.ts';
import { startProgram, temporaryFolder } from './program.ts';
import type { RunningProgram } from './program.ts';

/** A host's file tree with its real programs, in mount and process namespaces that end with it. The network is this machine's. */
export interface HostTree {
  /** Its root, as this process sees it. */
  readonly root: string;
  /** Runs in it. */
  readonly run: CommandRunner;
  /** Starts a program in it that runs until the test ends. */
  readonly start: (argv: Argv) => RunningProgram;
  readonly remove: () => Promise<void>;
}

export async function makeHostTree(): Promise<HostTree> {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  for (const name of ['upper', 'work', 'root']) await mkdir(at(name));
  const layers = `lowerdir=${await inBaseTree('.')},upperdir=${at('upper')},workdir=${at('work')}`;
  const isolated = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
  const keeper = startProgram('unshare', [...isolated, 'sh', '-ec', keepScript, layers, at('root')]);
  const remove = async (): Promise<void> => {
    await keeper.stop('SIGKILL');
    await folder.remove();
  };
  try {
    const pid = await settled(keeper);
    const enter = (argv: Argv): Argv => ['nsenter', '--target', pid, '--mount', '--pid', '--root', '--wd', '--', ...argv];
    return {
      root: `/proc/${pid}/root`,
      run: (argv, options) => runCommand(enter(argv), options),
      start: (argv) => startProgram(...split(enter(argv))),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const keepScript = [
  'mount -t overlay -o "$0" tree "$1"',
  'mount -t proc proc "$1/proc"',
  'mount --rbind /dev "$1/dev"',
  'mount -t tmpfs tmpfs "$1/run"',
  'exec chroot "$1" sh -ec "install -d -o postgres -g postgres -m 2775 /run/postgresql; touch /run/settled; exec sleep infinity"',
].join('\n');

/** The pid of the process that keeps the tree, once that stands. */
async function settled(keeper: RunningProgram): Promise<string> {
  return until({
    condition: 'the tree stands',
    intervalMs: 10,
    deadlineMs: 20_000,
    look: async () => {
      const pid = (await readFile(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8').catch(() => '')).trim();
      const ready = pid !== '' && (await readOptional(`/proc/${pid}/root/run/settled`).catch(() => null)) !== null;
      return ready ? { ready, value: pid } : { ready: false, seen: keeper.output() };
    },
  });
}

function split([program, ...args]: Argv): [string, readonly string[]] {
  return [program, args];
}
