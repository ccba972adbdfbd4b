import { dirname } from 'node:path';
import { released, type Toolchain } from './check/recipe.ts';
import { run } from './run.ts';

/** Where its source stands in the source tree. */
export const vrrpProbeSource = 'packages/agent/probe/native/vrrp-probe.c';

/** Compiles the agent's one helper in C, static like the check: it must run on a host that has no packages of ours yet. */
export async function buildVrrpProbe(source: string, target: string, toolchain: Toolchain = released): Promise<void> {
  await run([...toolchain.compiler, ...toolchain.ours, '-o', target, source], { cwd: dirname(source), minutes: 2 });
}
