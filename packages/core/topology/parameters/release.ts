/** What a major version of PostgreSQL says about itself. Names of parameters in small letters. */
export interface PostgresRelease {
  /** The server that said it. */
  readonly source: string;
  readonly parameters: Readonly<Record<string, ServerParameter>>;
  /** Encodings of servers and clients. */
  readonly encodings: readonly string[];
  readonly timezones: readonly string[];
}

/** One row of pg_settings. */
export interface ServerParameter {
  readonly type: 'bool' | 'integer' | 'real' | 'enum' | 'string';
  /** `internal` cannot be set, `postmaster` needs a restart, `sighup` a reload; the others hold for new sessions. */
  readonly context: 'internal' | 'postmaster' | 'sighup' | 'superuser-backend' | 'backend' | 'superuser' | 'user';
  /** What a bare number counts, for example `8kB`. */
  readonly unit?: string;
  readonly least?: number;
  readonly most?: number;
  readonly values?: readonly string[];
  /** A file mode, which people and PostgreSQL write with a leading zero. */
  readonly octal?: true;
}
