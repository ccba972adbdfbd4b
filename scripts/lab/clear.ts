import { rm } from 'node:fs/promises';
import { hosts } from './addresses.ts';
import type { LabContext } from './state.ts';
import { pidsInControlGroups, removeControlGroups, underSystemd } from './host/control-groups.ts';
import { cutPower, machineName } from './host/machine.ts';
import { removeUnfinished } from './layers/checkpoints.ts';
import { discardLayers, unmountTrees } from './layers/trees.ts';
import { namespaceIds, presentNamespaces, removeNetwork } from './network/namespaces.ts';
import { ownerDirectory, refuseForeign, releaseNames } from './owner.ts';
import { allPids, identify, isRunning, namespaceIdOf, type ProcessIdentity, sendSignal, mountPoints } from './process/identity.ts';
import { waitFor } from './process/wait.ts';

/** Whether anything of the lab is on the machine, also what a broken run left. */
export function leavesTraces(context: LabContext): boolean {
  const { paths, state } = context;
  const mounted = mountPoints().some((point) => point.startsWith(`${paths.directory}/`));
  return state.read() !== null || mounted || presentNamespaces(paths).length > 0 || lastProcesses(context).length > 0;
}

/** Ends and removes everything that is the lab's, from what was written down and from what is found. Checkpoints and caches stay. */
export async function clear(context: LabContext): Promise<void> {
  const { paths, state } = context;
  refuseForeign(paths);
  const owned = { ...paths, directory: ownerDirectory(paths) };
  await endProcesses(context);
  await unmountTrees(owned);
  await removeNetwork(paths);
  if (!underSystemd) await waitFor('the control groups are empty', () => removedGroups(context), { timeoutMs: 10_000 });
  await discardLayers(owned);
  await removeUnfinished(owned);
  for (const host of hosts) await rm(`/run/systemd/nspawn/propagate/${machineName(paths, host)}`, { recursive: true, force: true });
  state.clear();
  releaseNames(paths);
}

async function endProcesses(context: LabContext): Promise<void> {
  const machines = Object.values(context.state.read()?.hosts ?? {})
    .filter(isRunning)
    .flatMap(cutPower);
  await waitFor('the hosts have ended', () => !machines.some(isRunning), { timeoutMs: 3_000 }).catch(() => undefined);
  const look = (): boolean => {
    const left = lastProcesses(context);
    for (const each of left) sendSignal(each, 'SIGKILL');
    return left.length === 0;
  };
  await waitFor('every process of the lab has ended', look, { timeoutMs: 30_000 });
}

/** Written down, in our control groups, or in our network namespaces: a process of an operator's too. */
function lastProcesses({ paths, state }: LabContext): readonly ProcessIdentity[] {
  const written = state.read();
  const noted = [...Object.values(written?.hosts ?? {}), ...Object.values(written?.relays ?? {}).map((relay) => relay.process)];
  const namespaces = namespaceIds(paths);
  const inside = allPids().filter((pid) => namespaces.has(namespaceIdOf(pid, 'net') ?? ''));
  const found = [...pidsInControlGroups(paths), ...inside].filter((pid) => pid !== process.pid).map(identify);
  return [...noted.filter(isRunning), ...found.filter((each) => each !== null)];
}

function removedGroups({ paths }: LabContext): boolean {
  try {
    removeControlGroups(paths);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
    throw error;
  }
}
