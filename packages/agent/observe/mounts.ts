import { readFile } from 'node:fs/promises';

export interface Mount {
  readonly point: string;
  /** `ext4`, `tmpfs`, `nfs4` … */
  readonly fileSystem: string;
  readonly readOnly: boolean;
  readonly noexec: boolean;
}

/** All mounts as the host has them now, in the kernel's order. */
export async function hostMounts(): Promise<readonly Mount[]> {
  return readMounts(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
}

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue` (proc_pid_mountinfo(5)). */
export function readMounts(mountinfo: string): readonly Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [own = '', rest = ''] = line.split(' - ');
    const [, , , , point, options = ''] = own.split(' ');
    const [fileSystem = '', , all = ''] = rest.split(' ');
    if (point === undefined) return [];
    const flags = options.split(',');
    const readOnly = flags.includes('ro') || all.split(',').includes('ro');
    return [{ point: unescape(point), fileSystem, readOnly, noexec: flags.includes('noexec') }];
  });
}

/** The mount that holds a path without links; of several at one place the last, which hides the others. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | null {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const holds = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (holds && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** Spaces and the like are written as `\040`. */
function unescape(point: string): string {
  return point.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
