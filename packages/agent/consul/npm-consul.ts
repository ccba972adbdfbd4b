export interface NpmOptions {
  readonly token?: string;
  readonly timeout: number;
  readonly stale?: boolean;
}

export interface RawKey {
  readonly Key: string;
  readonly Value: string | null;
  readonly ModifyIndex: number;
  readonly Session?: string;
}

/**
 * The part of npm's client that we use, as it really is: its own types refuse tokens, deadlines, stale reads and sessions of keys,
 * and they hide that an answer of `false` or an empty text arrives as undefined.
 */
export interface NpmConsul {
  readonly kv: {
    get(options: NpmOptions & { key: string; recurse?: boolean }): Promise<RawKey | readonly RawKey[] | undefined>;
    keys(options: NpmOptions & { key: string }): Promise<readonly string[]>;
    set(options: NpmOptions & { key: string; value: string; cas?: number; acquire?: string }): Promise<true | undefined>;
    del(options: NpmOptions & { key: string; cas?: number }): Promise<true | undefined>;
  };
  readonly session: {
    create(
      options: NpmOptions & { name: string; ttl: string; lockdelay: string; behavior: 'release'; checks: readonly string[] },
    ): Promise<{
      ID: string;
    }>;
    renew(options: NpmOptions & { id: string }): Promise<unknown>;
    destroy(options: NpmOptions & { id: string }): Promise<unknown>;
  };
  readonly status: { leader(options: NpmOptions): Promise<string | undefined> };
  _get(request: RawRequest): Promise<{ readonly body?: unknown }>;
  _put(request: RawRequest): Promise<{ readonly body?: unknown }>;
  _delete(request: RawRequest): Promise<unknown>;
}

export interface RawRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly body?: unknown;
}
