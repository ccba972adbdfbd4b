/** Roles and databases as they should be. `password` is plain text here and never leaves the agent like that. */
export interface DatabasesWish {
  readonly roles: readonly RoleWish[];
  readonly databases: readonly DatabaseWish[];
}

export interface RoleWish {
  readonly name: string;
  readonly password: string;
  /** Of CREATEDB, CREATEROLE, REPLICATION; those that are not named are taken away. */
  readonly options: readonly string[];
}

export interface DatabaseWish {
  readonly name: string;
  /** Empty: whoever owns it. */
  readonly owner: string;
}

/** What the server has of them. */
export interface DatabasesFound {
  readonly inRecovery: boolean;
  readonly roles: ReadonlyMap<string, RoleFound>;
  /** Owners by database. */
  readonly databases: ReadonlyMap<string, string>;
}

export interface RoleFound {
  readonly login: boolean;
  readonly options: readonly string[];
  readonly verifier: string;
}

export const roleOptions = ['CREATEDB', 'CREATEROLE', 'REPLICATION'] as const;
