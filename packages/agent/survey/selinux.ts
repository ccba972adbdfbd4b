import type { Survey } from '@tamada/core/preflight';
import { readOptional } from '@tamada/runtime';

/** SELinux by the kernel's word; `disabled` where the system knows it and does not use it. */
export async function selinuxState(at: (path: string) => string): Promise<Survey['selinux']> {
  const enforce = await readOptional(at('/sys/fs/selinux/enforce'));
  if (enforce !== null) return enforce.trim() === '1' ? 'enforcing' : 'permissive';
  return (await readOptional(at('/etc/selinux/config'))) === null ? 'absent' : 'disabled';
}
