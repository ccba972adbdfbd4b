import type { LabPaths } from './paths.ts';
import type { StateStore } from './state.ts';

/** What every part of the lab is handed. */
export interface LabContext {
  readonly paths: LabPaths;
  readonly state: StateStore;
  readonly log: (line: string) => void;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}
