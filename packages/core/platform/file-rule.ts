import type { Program } from '../facts/index.ts';

/** Who a part of a bundle belongs to: a program, or tamada itself. */
export type Owner = Program | 'tamada';

/** The format of a file, which decides how a value is quoted in it. */
export type FileFormat = 'yaml' | 'json' | 'systemd' | 'haproxy' | 'keepalived' | 'raw';

/**
 * What a changed file needs before the node has converged:
 * - `sysusers`: run `systemd-sysusers` at once, before files that need the new user are written
 * - `tmpfiles`: run `systemd-tmpfiles` for the file, so that its folders are there before a unit starts
 * - `daemon_reload`: systemd must read unit files again
 * - `reload` or `restart` of `unit`
 */
export type FileNeed = 'sysusers' | 'tmpfiles' | 'daemon_reload' | 'reload' | 'restart';

export interface Ownership {
  readonly owner: string;
  readonly group: string;
}

/** The one row of a file: what it is written from, what a bundle may say about it, and what a change of it means. */
export interface FileRule {
  readonly path: string;
  readonly program: Owner;
  /** Path below `configs/`, and below the workspace's overrides. */
  readonly template: string;
  readonly format: FileFormat;
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

/** How a program checks a file before it is taken. `{path}` stands for the staged file, which keeps the file's own name. */
export interface Validator {
  readonly argv: readonly string[];
  /** Complaints, line by line, that do not count while their condition holds. Any other line of a failed check is a refusal. */
  readonly tolerated: readonly Toleration[];
}

export interface Toleration {
  /** Regular expression for a whole line of the validator's output. */
  readonly line: string;
  readonly when: TolerationCondition;
}

/**
 * - `always`
 * - `unit_active`: the file's unit runs on this node, so its ports are in use
 * - `dcs_stopped`: Consul does not run on this node yet
 * - `users_due`: systemd-sysusers has yet to make users of this bundle
 * - `member_claimed`: the data directory is claimed and its member never ran, so it may be half made
 */
export type TolerationCondition = 'always' | 'unit_active' | 'dcs_stopped' | 'users_due' | 'member_claimed';
