import { mkdir } from 'node:fs/promises';
import { hosts } from './addresses.ts';
import { ensureBase } from './base/build.ts';
import { clear, leavesTraces } from './clear.ts';
import type { LabContext } from './state.ts';
import { checkKernelLimits } from './host/kernel-limits.ts';
import { boot } from './host/power.ts';
import { requireLineage } from './layers/checkpoints.ts';
import { mountTrees } from './layers/trees.ts';
import { LabError } from './lab-error.ts';
import { plugIn, createWan, presentNamespaces } from './network/namespaces.ts';
import { claimNames, refuseForeign } from './owner.ts';

export interface UpOptions {
  /** A checkpoint to stand on; the bare base tree without it. */
  readonly from?: string | undefined;
}

/** From nothing to six started hosts. What fails or is interrupted in the middle is taken away again. */
export async function up(context: LabContext, { from }: UpOptions): Promise<void> {
  const { paths, state, log } = context;
  refuseForeign(paths);
  if (state.read()?.phase === 'up' && presentNamespaces(paths).length > 0)
    throw new LabError('is-up', 'The lab is up already', 'npm run lab -- down');
  if (leavesTraces(context)) {
    log('Removing what an earlier run left …');
    await clear(context);
  }
  checkKernelLimits();
  const base = await ensureBase(context);
  const stack = requireLineage(paths, from ?? null, base.key);
  const started = performance.now();
  try {
    await mkdir(paths.directory, { recursive: true });
    claimNames(paths);
    state.write({
      version: 1,
      phase: 'starting',
      since: new Date().toISOString(),
      base,
      from: from ?? null,
      hosts: {},
      cuts: [],
      relays: {},
    });
    await createWan(paths);
    await plugIn(paths, 'ops');
    await mountTrees(paths, base.root, stack);
    await Promise.all(hosts.map((host) => boot(context, host)));
    state.update(() => ({ phase: 'up' }));
  } catch (error) {
    log('Removing what was started …');
    await clear({ ...context, signal: new AbortController().signal });
    throw error;
  }
  log(`Six hosts have started in ${seconds(started)} s${from === undefined ? '' : ` from ${from}`}`);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
