import type { Bundle } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';
import type { JournalState } from './journal.ts';

/** A change came with this lease number, and Consul has it: also where that is lower than an earlier one, because Consul was set up again. */
export function noteFence(journal: JournalState, fence: number): JournalState {
  return { ...journal, fence };
}

/** From now on the node is between its last confirmed bundle and this one. */
export function noteBegun(journal: JournalState, bundle: Bundle, digest: string, start: readonly Program[]): JournalState {
  const files = { ...Object.fromEntries(bundle.files.map(({ path }) => [path, ''])), ...journal.files };
  return { ...journal, active: { generation: bundle.generation, digest, start, finished: false }, files };
}

/** No step of the active bundle is left. */
export function noteFinished(journal: JournalState, bundle: Bundle): JournalState {
  const { active } = journal;
  if (active?.generation !== bundle.generation) return journal;
  const { generation, digest } = active;
  const files = Object.fromEntries(bundle.files.map(({ path }) => [path, journal.files[path] ?? '']));
  return { ...journal, active: { ...active, finished: true }, confirmed: { generation, digest }, files };
}

/** What will appear in the directory is ours; whatever was known of an earlier member there ends. */
export function noteClaim(journal: JournalState, path: string, at: number): JournalState {
  return { ...journal, claim: { path, at }, established: null };
}

/** The member runs: its data is the cluster's, and the claim has ended. */
export function noteEstablished(journal: JournalState, path: string, systemId: string, at: number): JournalState {
  return { ...journal, claim: null, established: { path, systemId, at } };
}

/** Whether the last bundle that was begun was also finished. */
export function isSettled({ active }: JournalState): boolean {
  return active === null || active.finished;
}
