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
