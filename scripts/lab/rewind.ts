import { hosts } from './addresses.ts';
import type { LabContext } from './state.ts';
import { boot, kill, machineOf, stop } from './host/power.ts';
import { addCheckpoint, checkCheckpointName, listCheckpoints, removeCheckpoint, requireLineage } from './layers/checkpoints.ts';
import { discardLayers, keepLayers, mountTrees, unmountTrees } from './layers/trees.ts';
import { LabError } from './lab-error.ts';
import { heal } from './network/faults.ts';

export interface CheckpointRequest {
  readonly name: string;
  /** A digest of what it is made from, by which the caller later sees whether it is stale. */
  readonly key?: string | undefined;
}

/** Stops the hosts cleanly, keeps what they wrote under a name, and starts them again on top of it. */
export async function checkpoint(context: LabContext, { name, key = '' }: CheckpointRequest): Promise<void> {
  const { paths, state } = context;
  checkCheckpointName(name);
  const { base, from } = state.require();
  await removeCheckpoint(paths, name, from);
  await Promise.all(hostsThatAreOn(context).map((host) => stop(context, host)));
  await exchange(context, name, async () => {
    const entry = { name, key, parent: from, base: base.key, at: new Date().toISOString() };
    await addCheckpoint(paths, entry, (folder) => keepLayers(paths, folder));
  });
}

/** Cuts the power of all hosts, forgets what they wrote since, and starts them on the checkpoint, with all links whole. */
export async function restore(context: LabContext, name: string): Promise<void> {
  const { base } = context.state.require();
  requireLineage(context.paths, name, base.key);
  await Promise.all(hostsThatAreOn(context).map((host) => kill(context, host)));
  await exchange(context, name, () => Promise.resolve());
}

/** Removes a checkpoint and all that stand on it; the names that went. */
export async function forget({ paths, state }: LabContext, name: string): Promise<readonly string[]> {
  return removeCheckpoint(paths, name, state.read()?.from ?? null);
}

/** As `forget`, for every checkpoint whose key the caller no longer knows. */
export async function prune(context: LabContext, isFresh: (key: string) => boolean): Promise<readonly string[]> {
  const stale = listCheckpoints(context.paths).filter(({ key }) => !isFresh(key));
  const gone: string[] = [];
  for (const { name } of stale) gone.push(...(await forget(context, name)));
  return gone;
}

async function exchange(context: LabContext, from: string, keep: () => Promise<void>): Promise<void> {
  const { paths, state } = context;
  await heal(context);
  const { base } = state.require();
  state.update(() => ({ phase: 'changing' }));
  await unmountTrees(paths);
  await keep();
  await discardLayers(paths);
  await mountTrees(paths, base.root, requireLineage(paths, from, base.key));
  state.update(() => ({ from }));
  await Promise.all(hosts.map((host) => boot(context, host)));
  state.update(() => ({ phase: 'up' }));
}

function hostsThatAreOn(context: LabContext): readonly (typeof hosts)[number][] {
  if (context.signal.aborted) throw new LabError('interrupted', 'Interrupted');
  return hosts.filter((host) => machineOf(context, host));
}
