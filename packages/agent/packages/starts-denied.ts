import { rename, stat, unlink } from 'node:fs/promises';
import { readOptional, writeFileAtomic } from '@tamada/runtime';

/** Debian's packages ask this program whether they may start their units. */
const policyPath = '/usr/sbin/policy-rc.d';
const savedPath = `${policyPath}.tamada-saved`;
const lockPath = '/var/lib/dpkg/lock-frontend';

/** The package manager hands this down to its packages' scripts: the policy denies starts to them and to nobody else. */
export const startsDeniedEnvironment = { TAMADA_INSTALLS: 'yes' } as const;

const ours = `#!/bin/sh
# Put here by tamada-agent while it installs packages; it removes it afterwards.
[ "$TAMADA_INSTALLS" = yes ] && exit 101
[ -x ${savedPath} ] && exec ${savedPath} "$@"
exit 0
`;

/** Runs work during which our packages start no unit; afterwards the host has its own policy again. */
export async function withStartsDenied<T>(at: (path: string) => string, work: () => Promise<T>): Promise<T> {
  await restorePolicy(at);
  if ((await readOptional(at(policyPath))) !== null) await rename(at(policyPath), at(savedPath));
  await writeFileAtomic(at(policyPath), ours, { mode: 0o755 });
  try {
    return await work();
  } finally {
    await restorePolicy(at);
  }
}

/** Undoes what a crash left behind; not while the package manager that outlived it is still at work. */
export async function forgetDeniedStarts(at: (path: string) => string): Promise<void> {
  if (!(await isLocked(at(lockPath)))) await restorePolicy(at);
}

async function restorePolicy(at: (path: string) => string): Promise<void> {
  const content = await readOptional(at(policyPath));
  if (content === ours) await unlink(at(policyPath));
  if (content !== null && content !== ours) return;
  if ((await readOptional(at(savedPath))) !== null) await rename(at(savedPath), at(policyPath));
}

async function isLocked(path: string): Promise<boolean> {
  const inode = await stat(path).then(
    ({ ino }) => ino,
    () => null,
  );
  return inode !== null && ((await readOptional('/proc/locks')) ?? '').includes(`:${inode} `);
}
