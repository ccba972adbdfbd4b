import { emptyJournal, journalSchema } from '@tamada/core/converge';
import type { JournalState } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, writeFileAtomic } from '@tamada/runtime';

/** What the agent remembers, durable at every moment. */
export interface Journal {
  readonly read: () => JournalState;
  /** One change after the other; resolves when it is on disk. Writes nothing where nothing changes. */
  readonly update: (change: (state: JournalState) => JournalState) => Promise<JournalState>;
}

export async function openJournal(path: string): Promise<Journal> {
  let state = parse(path, await readOptional(path));
  let last: Promise<unknown> = Promise.resolve();

  async function apply(change: (state: JournalState) => JournalState): Promise<JournalState> {
    const next = change(state);
    const text = `${JSON.stringify(next, null, 2)}\n`;
    if (text === `${JSON.stringify(state, null, 2)}\n`) return state;
    await writeFileAtomic(path, text, { mode: 0o600 });
    state = next;
    return state;
  }

  return {
    read: () => state,
    update(change) {
      const done = last.then(() => apply(change));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** The file stays as it is: a start that fails must lose nothing. */
function parse(file: string, text: string | null): JournalState {
  if (text === null) return emptyJournal;
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch {
    const next = 'restore it, or move it away: the agent then owns no file until the next bundle, and restarts units once';
    throw new TamadaError({ code: 'state_broken', file, problem: 'it is not a journal of this version', next });
  }
}
