import { rename, unlink } from 'node:fs/promises';
import { readOptional, writeFileAtomic } from '@tamada/runtime';

/** Debian's packages ask this program whether they may start their units. */
const policyPath = '/usr/sbin/policy-rc.d';
const ours = '#!/bin/sh\n# Put here by tamada-agent while it installs packages; it removes it afterwards.\nexit 101\n';

/** Runs work during which no package starts a unit; whatever policy the host has is there again afterwards. */
export async function withStartsDenied<T>(at: (path: string) => string, work: () => Promise<T>): Promise<T> {
  const path = at(policyPath);
  await allowStarts(at);
  if ((await readOptional(path)) !== null) await rename(path, saved(path));
  await writeFileAtomic(path, ours, { mode: 0o755 });
  try {
    return await work();
  } finally {
    await allowStarts(at);
  }
}

/** Undoes what withStartsDenied did, also what it left behind in a crash. */
export async function allowStarts(at: (path: string) => string): Promise<void> {
  const path = at(policyPath);
  const content = await readOptional(path);
  if (content === ours) await unlink(path);
  if (content !== null && content !== ours) return;
  if ((await readOptional(saved(path))) !== null) await rename(saved(path), path);
}

function saved(path: string): string {
  return `${path}.tamada-saved`;
}
