import type { Archive, Backup, Damage, Expiry, Tablespace } from './catalogue.ts';
import type { RecoveryTarget } from './recovery-target.ts';
import type { BackupSite, BackupToolName } from './site.ts';

/** One program to run, as data. */
export interface ToolCommand {
  /** The program by its full path, then its arguments. */
  readonly argv: readonly string[];
  /** OS user. */
  readonly user: string;
  /** Null where any folder will do. */
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** After it the command is ended; null where its work may take any time (a backup). */
  readonly timeoutMs: number | null;
  /** Must not run beside another such command on this host. */
  readonly exclusive: boolean;
  /** Once it was told it never changes, as a timeline's history. */
  readonly lasting?: true;
}

/** How a command ended. `code` is null where a signal or the time ended it. */
export interface ToolOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Why a tool failed, in words that all tools share. */
export type ToolTrouble =
  /** The other side does not answer, or refuses the connection. */
  | 'unreachable'
  /** The other side answers and lets us not in: keys, certificates, rights. */
  | 'denied'
  /** Something else holds the lock; later it may work. */
  | 'busy'
  /** The catalogue, the stanza or instance is not there, or was stopped by hand. */
  | 'not_prepared'
  | 'versions_differ'
  /** The archive has another content under this name. */
  | 'conflict'
  /** The file or catalogue belongs to another cluster. */
  | 'wrong_cluster'
  | 'no_space'
  /** What was read does not have its checksum. */
  | 'damaged'
  /** WAL did not reach the archive in time. */
  | 'archive_silent'
  /** No PostgreSQL to back up from. */
  | 'database_down'
  | 'two_leaders'
  /** No backup, or no WAL, for what was asked. */
  | 'out_of_reach'
  | 'not_empty'
  | 'cancelled'
  | 'timed_out'
  | 'other';

export type ToolAnswer<T> =
  | { readonly ok: true; readonly said: T }
  /** `words`: the tool's own, one line, for people. */
  | { readonly ok: false; readonly trouble: ToolTrouble; readonly words: string };

/**
 * A talk with a tool: it yields the commands to run, one after the other, takes how each ended, and returns what came of it. It does nothing
 * itself, so that whoever runs it decides where, and tests can answer with transcripts.
 */
export type Talk<T> = Generator<ToolCommand, ToolAnswer<T>, ToolOutcome>;

export interface BackupRequest {
  readonly kind: Backup['kind'];
  /** The database node to read from; another one than the site's where that is down. */
  readonly source: string;
  /** Who leads now: the tool may have to begin and end there. */
  readonly leader: string;
}

/** Where a tablespace of the backup goes: an empty folder. */
export interface MovedTablespace extends Tablespace {
  readonly to: string;
}

export interface RestoreRequest {
  /** Null: the newest one that can reach the target. */
  readonly backup: string | null;
  readonly target: RecoveryTarget;
  /** On which node the folders are. */
  readonly node: string;
  /** Empty or absent. */
  readonly directory: string;
  /** Those that do not go where they were. */
  readonly tablespaces: readonly MovedTablespace[];
}

/** What a tool cannot do, so that the product does it another way or says so. */
export type ToolLimit =
  /** Cannot keep one backup longer than the others: only by keeping everything after it. */
  | 'pin'
  /** Reports no holes: they are computed from the listing. */
  | 'holes'
  /** Cannot take a backup from a standby without asking the leader too. */
  | 'standby_alone'
  /** A database host can be told no less than the whole catalogue. */
  | 'confine_database_hosts'
  /** Reads a backup only where the catalogue is: for a folder on another host `restore` must run there, and reaches that host by itself. */
  | 'restore_elsewhere';

export type RestorePurpose = 'member' | 'standby' | 'recovery';

/** Everything that the product asks of a backup tool. A talk runs on the backup host unless it says otherwise. */
export interface BackupTool {
  readonly name: BackupToolName;
  readonly cannot: readonly ToolLimit[];

  /** Makes the catalogue and its stanza or instance; says the tool's version. Repeats without harm. */
  readonly prepareCatalogue: (site: BackupSite) => Talk<string>;
  /** The program's version on this node, wherever that is. */
  readonly version: (site: BackupSite) => Talk<string>;

  /** PostgreSQL's archive_command, for the dynamic configuration: the same text on every database host. */
  readonly archiveCommand: (site: BackupSite) => string;
  /**
   * PostgreSQL's restore_command. `member`, on a database host: bounded in seconds, for it stands in the way of a promotion. `standby`, the
   * delayed replica: a failure is retried. `recovery`: a failure of the repository ends the server, and only a segment that is surely not
   * there ends recovery. `known`, for a recovery on a database host: a file that the archive has, for a tool that cannot tell a file that is
   * not there from an archive that is not.
   */
  readonly restoreCommand: (site: BackupSite, purpose: RestorePurpose, known?: string) => string;
  /**
   * What archive_command leaves on a database host, by path. `failed`: the file's name in the first line, then the tool's words, while pushes
   * fail. `letGo`: how many files were let go since the last push that succeeded, and the first of them; absent where none was.
   * `conflicts`: a line for each file of an older timeline that the archive has with another content, its name and the tool's words.
   */
  readonly pushNotes: { readonly failed: string; readonly letGo: string; readonly conflicts: string };
  /** On a database host: pushes one complete segment or history file of its pg_wal. `same`: the archive had it already. */
  readonly push: (site: BackupSite, file: string) => Talk<'pushed' | 'same'>;
  /** What words of a failed command mean. */
  readonly meaning: (words: string) => Extract<ToolAnswer<never>, { ok: false }>;
  /** The folder of the archive on the backup host. Segments lie in it, or in folders of it two levels below. */
  readonly archiveFolder: (site: BackupSite) => string;
  /** Fetches one file of the archive to a full path. */
  readonly fetch: (site: BackupSite, file: string, into: string) => Talk<'fetched' | 'missing'>;

  readonly backup: (site: BackupSite, request: BackupRequest) => Talk<{ readonly id: string; readonly damaged: boolean }>;
  /** How far a running backup is, from 0 to 1; null where nobody knows, and where none runs. */
  readonly progress: (site: BackupSite) => Talk<number | null>;
  /** Removes what a killed command left, before the next one. */
  readonly clean: (site: BackupSite) => Talk<readonly string[]>;
  readonly list: (site: BackupSite) => Talk<readonly Backup[]>;
  /** What one backup holds beside the data directory. */
  readonly tablespaces: (site: BackupSite, backup: string) => Talk<readonly Tablespace[]>;
  readonly archive: (site: BackupSite) => Talk<Archive>;
  /** Reads every checksum, of one backup or of all with the archive. Nothing found is an answer, too. */
  readonly verify: (site: BackupSite, backup: string | null) => Talk<readonly Damage[]>;
  /** What `expire` would remove. */
  readonly expirePlan: (site: BackupSite, now: ExpireRequest) => Talk<Expiry>;
  /** Removes what retention does not keep. Ask `expirePlan` and the guard first. */
  readonly expire: (site: BackupSite, now: ExpireRequest) => Talk<void>;
  /** Pins a backup until then; null unpins. Where the tool cannot, the pin is only in `ExpireRequest`. */
  readonly pin: (site: BackupSite, backup: string, untilMs: number | null) => Talk<void>;

  /**
   * Restores files into a folder. The caller removes what the tool writes of recovery settings and signals (`restoredServer` says what must
   * stand there instead) before anything starts.
   */
  readonly restore: (site: BackupSite, request: RestoreRequest) => Talk<void>;
}

export interface ExpireRequest {
  readonly nowMs: number;
  /** Pins that the tool itself does not keep: backup → until when. */
  readonly pins: Readonly<Record<string, number>>;
  /** Backups that `verify` found broken, which the tool may still take for good. */
  readonly damaged: readonly string[];
}
