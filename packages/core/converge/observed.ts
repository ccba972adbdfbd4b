import type { UnitDigests } from './journal.ts';

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
  /** What its process has read; null where nobody knows. */
  readonly read: UnitDigests | null;
  /** Started by us and not seen healthy since. */
  readonly awaited: boolean;
}

/** What stands in the place of the data directory. */
export interface DataFolder {
  /** `nothing`: a link to what is not there. */
  readonly kind: 'folder' | 'file' | 'nothing';
  /** Null where it is not a link. */
  readonly linkTarget: string | null;
  readonly mountPoint: boolean;
  /** `ext4`, `tmpfs` …; empty where it is not a folder. */
  readonly fileSystem: string;
  /** By name where it is PostgreSQL's user or root, else by number. */
  readonly owner: string;
  readonly names: readonly string[];
}

export interface ObservedDataDirectory {
  readonly path: string;
  /** Null where nothing is. */
  readonly folder: DataFolder | null;
  readonly content: 'absent' | 'empty' | 'filled';
  /** The member could be made in it as it is. An empty folder of somebody else is given to it by the claim. */
  readonly usable: boolean;
  readonly claimed: boolean;
  /** Its member has run. */
  readonly established: boolean;
}
