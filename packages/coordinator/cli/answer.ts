/** 0 done, 1 failed, 2 usage or invalid input, 3 refused because unsafe, 4 nobody knows. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What a command hands back: the data for `--json`, the words for a terminal, the exit code. */
export interface Answer {
  readonly exitCode: ExitCode;
  readonly data: unknown;
  /** Printed to stdout as it is; the frame adds the last newline. */
  readonly text: string;
}
