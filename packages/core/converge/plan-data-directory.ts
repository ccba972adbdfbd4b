import type { Observed } from './observed.ts';
import type { Step } from './step.ts';

/** What the data directory allows to be done with the member's unit. */
export type MemberPlan =
  /** The member may be started after these steps; its unit starts with the host only when `established`. */
  | { readonly kind: 'free'; readonly before: readonly Step[]; readonly established: boolean }
  /** The member is being made right now: its unit is left alone. */
  | { readonly kind: 'working' }
  /** Somebody else's data. */
  | { readonly kind: 'foreign'; readonly path: string };

/** Data is safe: a filled directory is started only if its member has run, and renamed only if we claimed it and the member never ran. */
export function planMember(observed: Observed, running: boolean): MemberPlan {
  const directory = observed.dataDirectory;
  if (directory === null) return { kind: 'free', before: [], established: true };
  const { path, content, usable, claimed, established } = directory;
  const claim: Step = { kind: 'claim_data_directory', path };
  // A running member empties its own directory when it is made anew.
  if (established && (running || content === 'filled')) return { kind: 'free', before: [], established: true };
  if (content !== 'filled') return { kind: 'free', before: claimed && usable ? [] : [claim], established: false };
  if (!claimed) return { kind: 'foreign', path };
  if (running) return { kind: 'working' };
  return { kind: 'free', before: [{ kind: 'set_aside_data_directory', path }, claim], established: false };
}
