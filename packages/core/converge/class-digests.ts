import type { Desired } from './desired.ts';
import { filesDigest } from './desired.ts';
import type { ClassDigests } from './journal.ts';

/** Digests of what a unit reads at its start only, and of what it reads again on reload. */
export function unitDigests(desired: Desired, unit: string): ClassDigests {
  const of = (when: 'restart' | 'reload'): string =>
    filesDigest(
      desired.files.flatMap(({ path, readers }): [string, string][] => {
        const digest = readers[when];
        return readers.unit === unit && digest !== null ? [[path, digest]] : [];
      }),
    );
  return { restart: of('restart'), reload: of('reload') };
}

/** Digest of the files that systemd-sysusers or systemd itself read. */
export function systemDigest(desired: Desired, reader: 'sysusers' | 'systemd'): string {
  return filesDigest(desired.files.flatMap(({ path, digest, readers }): [string, string][] => (readers[reader] ? [[path, digest]] : [])));
}
