import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LabPaths } from '../../../scripts/lab/paths.ts';

/** Everything on the machine that carries the lab's name or folder, found without the lab's own code. */
export function tracesOf({ name, directory }: Pick<LabPaths, 'name' | 'directory'>): readonly string[] {
  const ours = (text: string): boolean =>
    text.includes(directory) || new RegExp(`(^|[^a-z0-9-])${name}-(wan|ops|lab|pg-|arb-|backup)`).test(text);
  return [
    ...lines('/proc/self/mountinfo').filter(ours),
    ...folder('/run/netns').filter(ours),
    ...folder('/sys/fs/cgroup').flatMap((hierarchy) => folder(`/sys/fs/cgroup/${hierarchy}`).filter(ours)),
    ...folder('/run/systemd/nspawn/propagate').filter(ours),
    ...processes().filter(ours),
  ];
}

function processes(): readonly string[] {
  const pids = folder('/proc').filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid);
  return pids
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((argv) => argv.includes('nspawn') || argv.includes('relay.py'));
}

function lines(file: string): readonly string[] {
  return read(file).split('\n');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function folder(path: string): readonly string[] {
  try {
    return existsSync(path) ? readdirSync(path) : [];
  } catch {
    return [];
  }
}
