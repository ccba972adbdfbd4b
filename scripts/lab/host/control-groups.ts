import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, hosts } from '../addresses.ts';
import type { LabPaths } from '../paths.ts';
import type { ProcessIdentity } from '../process/identity.ts';
import { waitFor } from '../process/wait.ts';

/** Where PID 1 is systemd, each host gets a scope from it; elsewhere we make groups of our own, in every hierarchy there is. */
export const underSystemd = existsSync('/run/systemd/system');

export function scopeOf({ name }: LabPaths, host: Host): string {
  return `${name}-lab-${host}.scope`;
}

/** Makes the host's groups; the files that its first process writes itself into. */
export function makeControlGroups(paths: LabPaths, host: Host): readonly string[] {
  return hierarchies().map((hierarchy) => {
    const group = join(hierarchy, `${paths.name}-lab`);
    for (const each of [group, join(group, host)]) {
      mkdirSync(each, { recursive: true });
      inheritCpuSet(each);
    }
    return join(group, host, 'cgroup.procs');
  });
}

export function removeControlGroups(paths: LabPaths): void {
  for (const hierarchy of hierarchies()) removeTree(join(hierarchy, `${paths.name}-lab`));
}

/** Every process in groups of ours, also those that nobody wrote down. */
export function pidsInControlGroups(paths: LabPaths): readonly number[] {
  const groups = underSystemd
    ? hosts.map((host) => join('/sys/fs/cgroup/system.slice', scopeOf(paths, host)))
    : hierarchies().map((hierarchy) => join(hierarchy, `${paths.name}-lab`));
  return [...new Set(groups.flatMap(pidsIn))];
}

/** Stops all of the host at once, as a hung hypervisor would; nobody in it can notice but by the clock. */
export async function setFrozen(paths: LabPaths, host: Host, supervisor: ProcessIdentity, frozen: boolean): Promise<void> {
  const { file, words, state } = freezer(paths, host, supervisor);
  const wanted = words[frozen ? 1 : 0];
  writeFileSync(file, wanted);
  await waitFor(`${host} is ${frozen ? 'frozen' : 'thawed'}`, () => state() === wanted, { timeoutMs: 10_000, everyMs: 10 });
}

export function isFrozen(paths: LabPaths, host: Host, supervisor: ProcessIdentity): boolean {
  const { words, state } = freezer(paths, host, supervisor);
  return state() === words[1];
}

interface Freezer {
  readonly file: string;
  /** For running and for frozen. */
  readonly words: readonly [string, string];
  readonly state: () => string;
}

function freezer(paths: LabPaths, host: Host, supervisor: ProcessIdentity): Freezer {
  const unified = underSystemd ? scopeFolder(supervisor) : unifiedHierarchies().map((top) => join(top, `${paths.name}-lab`, host))[0];
  if (unified !== undefined) {
    const state = (): string => /^frozen (\d)/m.exec(readIfThere(join(unified, 'cgroup.events')))?.[1] ?? '0';
    return { file: join(unified, 'cgroup.freeze'), words: ['0', '1'], state };
  }
  const file = join('/sys/fs/cgroup/freezer', `${paths.name}-lab`, host, 'freezer.state');
  return { file, words: ['THAWED', 'FROZEN'], state: () => readIfThere(file).trim() };
}

function scopeFolder({ pid }: ProcessIdentity): string {
  const path = /^0::(.*)$/m.exec(readIfThere(`/proc/${pid}/cgroup`))?.[1] ?? '';
  return join('/sys/fs/cgroup', path.replace(/\.scope\/.*$/, '.scope'));
}

function hierarchies(): readonly string[] {
  return mountsOf(/^cgroup2?$/);
}

function unifiedHierarchies(): readonly string[] {
  return mountsOf(/^cgroup2$/);
}

function mountsOf(kind: RegExp): readonly string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').trimEnd().split('\n');
  const found = mounts.map((line) => line.split(' ')).filter(([, , type]) => kind.test(type ?? ''));
  return found.map(([, point]) => point ?? '');
}

function inheritCpuSet(group: string): void {
  for (const name of ['cpuset.cpus', 'cpuset.mems']) {
    const file = join(group, name);
    const parent = readIfThere(join(group, '..', name));
    if (parent !== '' && existsSync(file) && readIfThere(file).trim() === '') writeFileSync(file, parent);
  }
}

function pidsIn(group: string): readonly number[] {
  if (!existsSync(group)) return [];
  const own = readIfThere(join(group, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...subgroups(group).flatMap(pidsIn)];
}

function removeTree(group: string): void {
  if (!existsSync(group)) return;
  subgroups(group).forEach(removeTree);
  rmdirSync(group);
}

function subgroups(group: string): readonly string[] {
  return readdirSync(group, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(group, name));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
