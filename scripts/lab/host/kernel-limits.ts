import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hosts } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { allPids } from '../process/identity.ts';

/** What a host with nothing but systemd, dbus and logind takes, and room for programs. */
const perHost = 8;
const setting = 'fs.inotify.max_user_instances';

/** Hosts that the kernel has no room for would end while they start, with a word that helps nobody. */
export function checkKernelLimits(): void {
  const limit = Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
  const taken = allPids().reduce((sum, pid) => sum + instancesOf(pid), 0);
  if (taken + perHost * hosts.length <= limit) return;
  throw new LabError(
    'busy',
    `The kernel has no room for six more hosts: ${taken} of ${limit} (${setting}) are taken`,
    `Take another lab down, or: sysctl ${setting}=1024`,
  );
}

function instancesOf(pid: number): number {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).filter((fd) => linkOf(`${folder}/${fd}`) === 'anon_inode:inotify').length;
  } catch {
    return 0;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
