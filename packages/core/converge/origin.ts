import { localFiles, slotNames, type Bundle } from '@tamada/core/bundle';
import type { PlannedPath } from './desired.ts';
import { filled } from './read-back.ts';
import { stepSubject, type Step } from './step.ts';

/** Why a step is there: the bundle is another one, somebody changed the node since it was applied, or both; or it follows from other steps. */
export type StepOrigin = 'change' | 'drift' | 'both' | 'follows';

/** `applied`: what was applied last; null for nothing, and then all is change. */
export function stepOrigin(step: Step, wanted: Bundle, applied: Bundle | null, seen: PlannedPath | undefined): StepOrigin {
  if (applied === null) return 'change';
  const subject = stepSubject(step);
  const same = entry(wanted, subject) === entry(applied, subject);
  switch (step.kind) {
    case 'write_file': {
      const isEdited = seen !== undefined && wasEdited(seen);
      if (!isEdited) return 'change';
      return same && !hasOtherSecrets(seen) ? 'drift' : 'both';
    }
    case 'make_directory':
    case 'correct_metadata':
    case 'enable_unit':
    case 'disable_unit':
    case 'start_unit':
    case 'stop_unit':
      return same ? 'drift' : 'change';
    case 'remove_file':
    case 'set_aside_data_directory':
    case 'claim_data_directory':
      return 'change';
    case 'run_sysusers':
    case 'run_tmpfiles':
    case 'daemon_reload':
    case 'restart_unit':
    case 'reload_unit':
    case 'await_healthy':
      return 'follows';
  }
}

/** What a bundle says of a path or a unit; empty for nothing. */
function entry({ files, directories, units }: Bundle, subject: string): string {
  const found = files.find(({ path }) => path === subject) ?? directories.find(({ path }) => path === subject);
  return JSON.stringify(found ?? units.find(({ name }) => name === subject) ?? null);
}

/** The file is not what the agent wrote there; where it cannot know what that was, it was not edited. */
function wasEdited({ live, templates: [applied], value }: PlannedPath): boolean {
  if (applied === undefined) return false;
  // A certificate may have been renewed since.
  if (slotNames(applied).some((name) => Object.hasOwn(localFiles, name))) return false;
  const written = filled(applied, value);
  return written !== null && written !== live;
}

function hasOtherSecrets({ templates: [applied], value, wanted }: PlannedPath): boolean {
  return applied !== undefined && filled(applied, wanted) !== filled(applied, value);
}
