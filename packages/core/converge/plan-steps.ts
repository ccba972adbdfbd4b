import type { Program } from '@tamada/core/facts';
import type { Desired, DesiredFile } from './desired.ts';
import type { Observed, ObservedDirectory } from './observed.ts';
import { planUnits } from './plan-units.ts';
import { systemDigest } from './readers.ts';
import type { Plan, Step } from './step.ts';

export interface PlanOptions {
  /** Programs whose units may be started, restarted or reloaded. Files are written for all. */
  readonly start: readonly Program[];
}

/** What leads from the node as observed to the bundle. Empty when it is there already; a unit whose files have not changed is never touched. */
export function planSteps(desired: Desired, observed: Observed, options: PlanOptions): Plan {
  const units = planUnits(desired, observed, options.start);
  return units.kind === 'refused' ? units : { kind: 'steps', steps: [...planFiles(desired, observed), ...units.steps] };
}

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
