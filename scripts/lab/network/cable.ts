import { existsSync } from 'node:fs';
import type { Place } from '../addresses.ts';
import { type LabPaths, namespaceFile, namespaceOf } from '../paths.ts';
import { run, runOrFail } from '../process/run.ts';
import { ipBatch } from './ip.ts';
import { cablePlan, portOf, seatPlan } from './plan.ts';

/** Gives a place a network of its own, as after a start: addresses and rules that it added before are gone. */
export async function plugIn(paths: LabPaths, place: Place): Promise<void> {
  const namespace = namespaceOf(paths, place);
  if (existsSync(namespaceFile(paths, place))) {
    // The kernel takes a namespace apart later; the port's name must be free now.
    await run(['ip', '-n', namespaceOf(paths, 'wan'), 'link', 'delete', portOf(place)]);
    await runOrFail(['ip', 'netns', 'delete', namespace]);
  }
  await runOrFail(['ip', 'netns', 'add', namespace]);
  await ipBatch(paths, 'wan', cablePlan(place, namespace));
  await ipBatch(paths, place, seatPlan(place));
}

/** From now on nothing that the place sends gets out, not even that its connections are over. */
export async function pullOut(paths: LabPaths, place: Place): Promise<void> {
  await ipBatch(paths, 'wan', [`link set ${portOf(place)} down`]);
}
