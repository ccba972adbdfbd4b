import type { JobState } from '@tamada/core/jobs';
import type { Clock } from '@tamada/runtime';
import type { JobStore } from './store.ts';

/** What a job says of itself while it works. */
export interface Report {
  readonly state: () => JobState;
  /** It works now; until then it waits for its turn. */
  readonly begin: () => void;
  readonly doing: (what: string) => void;
  readonly percent: (value: number | null) => void;
  readonly note: (what: string) => void;
  readonly end: (how: Pick<JobState, 'state'> & Partial<Pick<JobState, 'failure' | 'done'>>) => Promise<void>;
}

export function makeReport(asked: JobState, store: JobStore, clock: Clock): Report {
  let state = asked;
  let writing: Promise<void> = Promise.resolve();
  let waiting = false;

  /** The newest state is written as soon as the last write has ended: a hundred changes at once cost two. */
  function change(next: Partial<JobState>): void {
    state = { ...state, ...next };
    if (waiting) return;
    waiting = true;
    writing = writing
      .then(() => {
        waiting = false;
        return store.write(state);
      })
      // A full disk must not end the work; the last word is written by `end`, which fails where it cannot be.
      .catch(() => undefined);
  }

  return {
    state: () => state,
    begin() {
      change({ state: 'running', startedAtMs: state.startedAtMs ?? clock.now(), doing: '' });
    },
    doing(what) {
      if (what !== state.doing) change({ doing: what });
    },
    percent(value) {
      const percent = value === null ? null : Math.min(100, Math.max(0, Math.round(value * 10) / 10));
      if (percent !== state.percent) change({ percent });
    },
    note(what) {
      if (!state.notes.includes(what)) change({ notes: [...state.notes, what] });
    },
    async end(how) {
      await writing;
      const endedAtMs = clock.now();
      state = { ...state, startedAtMs: state.startedAtMs ?? endedAtMs, endedAtMs, percent: null, doing: '', ...how };
      await store.write(state);
    },
  };
}
