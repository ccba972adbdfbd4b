import { existsSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { type Place, places } from '../addresses.ts';
import { type LabPaths, namespaceFile, namespaceOf } from '../paths.ts';
import { mountPoints } from '../process/identity.ts';
import { tryProgram, callProgram } from '../../program.ts';
import { bridgePlan, cablePlan, portOf, seatPlan } from './plan.ts';

const all: readonly (Place | 'wan')[] = ['wan', ...places];

/** Forwards, and takes packets that come from where no route leads back to: a relay hands them on. */
const wanSettings = ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0'];

export function presentNamespaces(paths: LabPaths): readonly string[] {
  return all.filter((place) => existsSync(namespaceFile(paths, place))).map((place) => namespaceOf(paths, place));
}

/** `wan` with its bridges; nothing is plugged into them yet. */
export async function createWan(paths: LabPaths): Promise<void> {
  await callProgram(['ip', 'netns', 'add', namespaceOf(paths, 'wan')]);
  await callProgram(['nsenter', `--net=${namespaceFile(paths, 'wan')}`, 'sysctl', '--quiet', '--write', ...wanSettings]);
  await ipBatch(paths, 'wan', bridgePlan());
}

/** Also takes away the mount that `ip netns` made for itself, unless somebody else still uses it. */
export async function removeNetwork(paths: LabPaths): Promise<void> {
  for (const name of presentNamespaces(paths)) await callProgram(['ip', 'netns', 'delete', name]);
  const folder = '/run/netns';
  if (!existsSync(folder) || readdirSync(folder).length > 0) return;
  for (const mount of mountPoints().filter((point) => point === folder)) await callProgram(['umount', mount]);
  rmdirSync(folder);
}

/** The kernel's numbers of our namespaces, by which processes in them are found. */
export function namespaceIds(paths: LabPaths): ReadonlySet<string> {
  const files = all.map((place) => namespaceFile(paths, place)).filter((file) => existsSync(file));
  return new Set(files.map((file) => `net:[${statSync(file).ino}]`));
}

/** Gives a place a network of its own, as after a start: addresses and rules that it added before are gone. */
export async function plugIn(paths: LabPaths, place: Place): Promise<void> {
  const namespace = namespaceOf(paths, place);
  if (existsSync(namespaceFile(paths, place))) {
    // The kernel takes a namespace apart later; the port's name must be free now.
    await tryProgram(['ip', '-n', namespaceOf(paths, 'wan'), 'link', 'delete', portOf(place)]);
    await callProgram(['ip', 'netns', 'delete', namespace]);
  }
  await callProgram(['ip', 'netns', 'add', namespace]);
  await ipBatch(paths, 'wan', cablePlan(place, namespace));
  await ipBatch(paths, place, seatPlan(place));
}

/** From now on nothing that the place sends gets out, not even that its connections are over. */
export async function pullOut(paths: LabPaths, place: Place): Promise<void> {
  await ipBatch(paths, 'wan', [`link set ${portOf(place)} down`]);
}

export async function ipBatch(paths: LabPaths, place: Place | 'wan', lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await callProgram(['ip', '-n', namespaceOf(paths, place), '-batch', '-'], { input: `${lines.join('\n')}\n`, timeoutMs: 20_000 });
}
