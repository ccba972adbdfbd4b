import { existsSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { type Place, places } from '../addresses.ts';
import { type LabPaths, namespaceFile, namespaceOf } from '../paths.ts';
import { mountPoints } from '../process/mounts.ts';
import { runOrFail } from '../process/run.ts';
import { ipBatch } from './ip.ts';
import { bridgePlan } from './plan.ts';

const all: readonly (Place | 'wan')[] = ['wan', ...places];

/** Forwards, and takes packets that come from where no route leads back to: a relay hands them on. */
const wanSettings = ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0'];

export function presentNamespaces(paths: LabPaths): readonly string[] {
  return all.filter((place) => existsSync(namespaceFile(paths, place))).map((place) => namespaceOf(paths, place));
}

/** `wan` with its bridges; nothing is plugged into them yet. */
export async function createWan(paths: LabPaths): Promise<void> {
  await runOrFail(['ip', 'netns', 'add', namespaceOf(paths, 'wan')]);
  await runOrFail(['nsenter', `--net=${namespaceFile(paths, 'wan')}`, 'sysctl', '--quiet', '--write', ...wanSettings]);
  await ipBatch(paths, 'wan', bridgePlan());
}

/** Also takes away the mount that `ip netns` made for itself, unless somebody else still uses it. */
export async function removeNetwork(paths: LabPaths): Promise<void> {
  for (const name of presentNamespaces(paths)) await runOrFail(['ip', 'netns', 'delete', name]);
  const folder = '/run/netns';
  if (!existsSync(folder) || readdirSync(folder).length > 0) return;
  for (const mount of mountPoints().filter((point) => point === folder)) await runOrFail(['umount', mount]);
  rmdirSync(folder);
}

/** The kernel's numbers of our namespaces, by which processes in them are found. */
export function namespaceIds(paths: LabPaths): ReadonlySet<string> {
  const files = all.map((place) => namespaceFile(paths, place)).filter((file) => existsSync(file));
  return new Set(files.map((file) => `net:[${statSync(file).ino}]`));
}
