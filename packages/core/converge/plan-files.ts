import { systemDigest } from './class-digests.ts';
import type { Desired, DesiredFile } from './desired.ts';
import type { Observed, ObservedDirectory } from './observed.ts';
import type { Step } from './step.ts';

/** Users first, because folders and files belong to them; then folders from the outside in, files, and what is not wanted any more. */
export function planFiles(desired: Desired, observed: Observed): readonly Step[] {
  const makesUsers = (file: DesiredFile): boolean => file.readers.sysusers;
  const wanted = new Set(desired.files.map(({ path }) => path));
  return [
    ...desired.files.filter(makesUsers).flatMap((file) => planFile(file, observed)),
    ...planSysusers(desired, observed),
    ...desired.directories.toSorted((a, b) => (a.path < b.path ? -1 : 1)).flatMap((directory) => planDirectory(directory, observed)),
    ...desired.files.filter((file) => !makesUsers(file)).flatMap((file) => planFile(file, observed)),
    ...observed.ours.filter((path) => !wanted.has(path) && observed.files.has(path)).map((path): Step => ({ kind: 'remove_file', path })),
    ...planTmpfiles(desired, observed),
    ...planDaemonReload(desired, observed),
  ];
}

function planSysusers(desired: Desired, observed: Observed): readonly Step[] {
  const digest = systemDigest(desired, 'sysusers');
  return digest === observed.sysusers ? [] : [{ kind: 'run_sysusers', digest }];
}

function planTmpfiles(desired: Desired, observed: Observed): readonly Step[] {
  const digest = systemDigest(desired, 'tmpfiles');
  return digest === observed.tmpfiles ? [] : [{ kind: 'run_tmpfiles', digest }];
}

function planDaemonReload(desired: Desired, observed: Observed): readonly Step[] {
  const digest = systemDigest(desired, 'systemd');
  return digest === observed.systemd ? [] : [{ kind: 'daemon_reload', digest }];
}

function planDirectory({ path, owner, group, mode }: Desired['directories'][number], observed: Observed): readonly Step[] {
  const seen = observed.directories.get(path);
  if (seen === undefined) return [{ kind: 'make_directory', path, owner, group, mode }];
  return sameMetadata(seen, { owner, group, mode }) ? [] : [{ kind: 'correct_metadata', path, owner, group, mode }];
}

function planFile({ path, digest, owner, group, mode }: DesiredFile, observed: Observed): readonly Step[] {
  const seen = observed.files.get(path);
  if (seen === undefined) return [{ kind: 'write_file', path, reason: 'missing' }];
  if (seen.digest !== digest) return [{ kind: 'write_file', path, reason: 'content' }];
  return sameMetadata(seen, { owner, group, mode }) ? [] : [{ kind: 'correct_metadata', path, owner, group, mode }];
}

function sameMetadata(seen: ObservedDirectory, wanted: ObservedDirectory): boolean {
  return seen.owner === wanted.owner && seen.group === wanted.group && seen.mode === wanted.mode;
}
