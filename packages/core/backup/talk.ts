import type { Talk, ToolAnswer, ToolCommand, ToolOutcome, ToolTrouble } from './tool.ts';

export type ToolFailure = Extract<ToolAnswer<never>, { ok: false }>;

/** What a tool's codes and words mean. */
export type ReadFailure = (outcome: ToolOutcome) => ToolFailure;

export function said<T>(value: T): ToolAnswer<T> {
  return { ok: true, said: value };
}

/** All that it printed, errors first. */
export function textOf({ stdout, stderr }: ToolOutcome): string {
  return `${stderr}\n${stdout}`;
}

export function unreadable(what: string): ToolFailure {
  return { ok: false, trouble: 'other', words: `${what} printed nothing that can be read` };
}

/** `words`: the tool's own, empty where it said nothing. `meaning` is asked only where the program ended by itself. */
export function failed({ code, timedOut }: ToolOutcome, words: string, meaning: (code: number) => ToolTrouble | undefined): ToolFailure {
  if (timedOut) return { ok: false, trouble: 'timed_out', words: words || 'it did not end in time' };
  if (code === null) return { ok: false, trouble: 'cancelled', words: words || 'it was ended by a signal' };
  return { ok: false, trouble: meaning(code) ?? 'other', words: words || `it ended with ${code}` };
}

/** Talks of one command that must end well, with a tool that fails in these words. */
export function talksOf(failure: ReadFailure): {
  readonly ask: (command: ToolCommand) => Talk<ToolOutcome>;
  /** For a command whose end is all that counts. */
  readonly done: (command: ToolCommand) => Talk<void>;
  /** `what` names it where `parse` says null. */
  readonly read: <T>(command: ToolCommand, what: string, parse: (stdout: string) => T | null) => Talk<T>;
  /** A program that does not tell its version is another program: a failure in its own words. */
  readonly readVersion: (command: ToolCommand, parse: (stdout: string) => string | null) => Talk<string>;
} {
  function* ask(command: ToolCommand): Talk<ToolOutcome> {
    const outcome = yield command;
    return outcome.code === 0 && !outcome.timedOut ? said(outcome) : failure(outcome);
  }
  return {
    ask,
    *done(command) {
      const outcome = yield* ask(command);
      return outcome.ok ? said(undefined) : outcome;
    },
    *read(command, what, parse) {
      const outcome = yield* ask(command);
      if (!outcome.ok) return outcome;
      const value = parse(outcome.said.stdout);
      return value === null ? unreadable(what) : said(value);
    },
    *readVersion(command, parse) {
      const outcome = yield command;
      const version = outcome.code === 0 ? parse(outcome.stdout) : null;
      return version === null ? failure(outcome) : said(version);
    },
  };
}
