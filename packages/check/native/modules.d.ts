/** The program's words, its own name first. */
declare const scriptArgs: readonly string[];

/** The parts that we use of QuickJS's own module. */
declare module 'std' {
  /** A whole file as text; null where it cannot be read. */
  export function loadFile(path: string): string | null;
  export function exit(code: number): never;
  interface File {
    puts(text: string): void;
    getline(): string | null;
    flush(): void;
    close(): number;
  }
  /** null where the file cannot be opened; the reason is not told. */
  export function open(path: string, mode: string): File | null;
  export const out: File;
  export const err: File;
}

declare module 'os' {
  /** 0, or the negative errno. */
  export function rename(from: string, to: string): number;
}

/** Our C, in native.c. */
declare module 'native' {
  /** Milliseconds since the machine started, time asleep included. */
  export function sinceBootMs(): number;
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
