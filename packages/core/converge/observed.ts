import type { ClassDigests } from './journal.ts';

/** What an agent sees of its node, as far as a bundle is about it. Absent things are not in the maps. */
export interface Observed {
  readonly directories: ReadonlyMap<string, ObservedDirectory>;
  readonly files: ReadonlyMap<string, ObservedFile>;
  /** Files that an earlier bundle put there. */
  readonly ours: readonly string[];
  readonly units: ReadonlyMap<string, ObservedUnit>;
  /** Digests of the files that systemd-sysusers, systemd-tmpfiles and systemd have last read. */
  readonly sysusers: string;
  readonly tmpfiles: string;
  readonly systemd: string;
  /** Null where the role has no database. */
  readonly dataDirectory: ObservedDataDirectory | null;
}

/** Owner and group by name, by number where the name is unknown. */
export interface ObservedDirectory {
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

export interface ObservedFile extends ObservedDirectory {
  readonly digest: string;
}

export interface ObservedUnit {
  /** systemd's word: active, activating, inactive, failed … */
  readonly active: string;
  readonly enabled: boolean;
  /** What its process has loaded; null where nobody knows. */
  readonly loaded: ClassDigests | null;
  /** Started by us and not seen healthy since. */
  readonly awaited: boolean;
}

export interface ObservedDataDirectory {
  readonly path: string;
  readonly content: 'absent' | 'empty' | 'filled';
  readonly claimed: boolean;
  /** Its member has run. */
  readonly established: boolean;
}
