/** Where the node's own Consul answers, and as whom we ask. `token` is null until the secret store has it. */
export interface ConsulAccess {
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
  /** Cuts off what is asked then. */
  readonly signal?: AbortSignal | undefined;
}

/** A key with its value as text. `session` is empty where nobody holds it as a lock. */
export interface ConsulKey {
  readonly key: string;
  readonly value: string;
  readonly modifyIndex: number;
  readonly session: string;
}

export interface ReadOptions {
  /** Answered by this server from what it knows, without asking the leader. */
  readonly stale?: boolean;
  readonly timeoutMs?: number;
}

/** What we use of Consul's HTTP API. Every call rejects with a ConsulFailure. */
export interface ConsulClient {
  readonly readKey: (key: string, options?: ReadOptions) => Promise<ConsulKey | null>;
  readonly readTree: (prefix: string, options?: ReadOptions) => Promise<readonly ConsulKey[]>;
  readonly listKeys: (prefix: string) => Promise<readonly string[]>;
  /** False where `cas` does not match (0: must not exist) or another session holds the key. */
  readonly writeKey: (key: string, value: string, condition: { readonly cas: number } | { readonly acquire: string }) => Promise<boolean>;
  /** False where `cas` does not match. */
  readonly deleteKey: (key: string, cas?: number) => Promise<boolean>;
  /** Without health checks; its locks are free at once when it ends, because a fence protects what they guard. */
  readonly createSession: (name: string, ttlSeconds: number) => Promise<string>;
  readonly renewSession: (id: string, timeoutMs: number) => Promise<void>;
  readonly destroySession: (id: string) => Promise<void>;
  /** Needs no token. */
  readonly leaderAddress: (options?: ReadOptions) => Promise<string>;
  readonly get: (path: string, options?: ReadOptions) => Promise<unknown>;
  readonly put: (path: string, body: unknown) => Promise<unknown>;
  readonly remove: (path: string) => Promise<void>;
}
