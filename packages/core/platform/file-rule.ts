import type { Owner } from '../bundle/types.ts';
import type { Validator } from './validator.ts';

/**
 * What a changed file needs before the node has converged:
 * - `sysusers`: run `systemd-sysusers` at once, before files that need the new user are written
 * - `tmpfiles`: run `systemd-tmpfiles` for the file, so that its folders are there before a unit starts
 * - `daemon_reload`: systemd must read unit files again
 * - `reload` or `restart` of `unit`
 * - `agent_restart`: the agent itself restarts when everything else is done
 */
export type FileNeed = 'sysusers' | 'tmpfiles' | 'daemon_reload' | 'reload' | 'restart' | 'agent_restart';

export interface Ownership {
  readonly owner: string;
  readonly group: string;
}

/** What a bundle may say about one file, and what a change of it means. */
export interface FileRule {
  readonly path: string;
  readonly program: Owner;
  readonly ownership: Ownership;
  /** No bit beyond these may be set. */
  readonly maxMode: number;
  readonly needs: readonly FileNeed[];
  /** Unit that reload and restart are about. */
  readonly unit: string | null;
  /** YAML files: dotted keys whose change a reload does not apply, so that it becomes a restart. */
  readonly restartKeys: readonly string[];
  readonly validator: Validator | null;
}

/** What a bundle may say about one folder. */
export interface DirectoryRule {
  readonly path: string;
  readonly program: Owner;
  readonly ownership: Ownership;
  readonly maxMode: number;
}
