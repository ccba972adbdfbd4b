import type { RunEvent } from '@tamada/core/sequence';
import type { Paint } from '../report/paint.ts';

/** What every operation gets: nothing else of the outside world is read inside. */
export interface OperationContext {
  /** The workspace's folder, absolute. */
  readonly workspace: string;
  readonly json: boolean;
  /** Progress, to stderr: words on a terminal, JSON lines with `--json`. */
  readonly emit: (event: RunEvent) => void;
  /** A remark to stderr, outside any sequence. */
  readonly say: (line: string) => void;
  /** To stdout, for commands that do not end by themselves; all others answer once. */
  readonly print: (text: string) => void;
  /** Colours for stdout's text; plain where stdout is no terminal or NO_COLOR is set. */
  readonly paint: Paint;
  /** Ends with Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** 0 done, 1 failed, 2 usage or invalid input, 3 refused because unsafe, 4 nobody knows, 5 there is something to do. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** What a command hands back: the data for `--json`, the words for a terminal, the exit code. */
export interface Answer {
  readonly exitCode: ExitCode;
  readonly data: unknown;
  /** Printed to stdout as it is; the frame adds the last newline. */
  readonly text: string;
}

/** Somebody was asked, and said no. */
export const cancelled: Answer = { exitCode: 1, data: { result: 'cancelled' }, text: 'nothing was done' };

/** Asks whoever sits there before something is begun. */
export type Confirm = (question: string) => Promise<boolean>;
