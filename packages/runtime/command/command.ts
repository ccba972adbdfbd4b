/** Program and arguments; never a shell. */
export type Argv = readonly [string, ...string[]];

export interface CommandOptions {
  /** After this the whole process group is ended. */
  readonly timeoutMs: number;
  readonly input?: string | Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Added to the clean environment (PATH and locale); our own is not inherited. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Of stdout and of stderr; the end is kept. Default 1 MiB. */
  readonly maxOutputBytes?: number | undefined;
  readonly cwd?: string | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** How a program ended. `code` is null where a signal ended it. */
export interface CommandResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Output was longer than `maxOutputBytes`. */
  readonly truncated: boolean;
}

/** Runs a program to its end. Rejects with `program_missing` and `cancelled` only; every exit code is a result. */
export type CommandRunner = (argv: Argv, options: CommandOptions) => Promise<CommandResult>;
