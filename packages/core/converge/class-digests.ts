import type { Desired } from './desired.ts';
import { filesDigest } from './desired.ts';
import type { ClassDigests, JournalState } from './journal.ts';

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

/** Digest of the files that systemd-sysusers, systemd-tmpfiles or systemd itself read. */
export function systemDigest(desired: Desired, reader: 'sysusers' | 'tmpfiles' | 'systemd'): string {
  return filesDigest(desired.files.flatMap(({ path, digest, readers }): [string, string][] => (readers[reader] ? [[path, digest]] : [])));
}

/** Whether systemd-sysusers has yet to make users of the bundle. */
export function usersDue(desired: Desired, { sysusers }: Pick<JournalState, 'sysusers'>): boolean {
  return systemDigest(desired, 'sysusers') !== sysusers;
}
