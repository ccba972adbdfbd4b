/** Ours, written in C beside this file. The runtime offers nothing else that reaches outside. */
declare module 'native' {
  /** What was written behind the program's name. */
  export function words(): readonly string[];
  /** Writes to stdout (1) or stderr (2); what cannot be written is lost. */
  export function say(stream: 1 | 2, text: string): void;
  /** The program ends with 1 when it still runs then. Replaces an earlier limit. */
  export function endWithin(ms: number): void;
  /** Ends the program: 0 for true, 1 for whatever else. */
  export function end(yes: boolean): never;
  /** Milliseconds since the machine started, time asleep included. */
  export function sinceBootMs(): number;
  /** A regular file of less than 4 KiB; otherwise `text` is null and `problem` says why. Never waits. */
  export function readFile(path: string): { readonly text: string | null; readonly problem: string };
  /** Replaces a file as a whole, by rename. Returns what went wrong, or nothing. */
  export function replaceFile(path: string, text: string): string;
  /**
   * Sends `payload` to an IPv4 address and reads until the first line is whole, all within one deadline.
   * `how`: answered | refused | timeout | closed (before a whole line) | failed; `text`: what was read (at most 4 KiB), or why it failed.
   */
  export function request(
    address: string,
    port: number,
    payload: string,
    timeoutMs: number,
  ): { readonly how: string; readonly text: string };
}

/** Set by the build. */
declare const productVersion: string;
