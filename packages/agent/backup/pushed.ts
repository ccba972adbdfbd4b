import { join } from 'node:path';
import type { ArchiverSaid } from '@tamada/core/view';
import { parseSegment } from '@tamada/core/wal';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { list, object, text } from '../json/fields.ts';

/**
 * What this host brought to the archive as a leader: the newest segment of each timeline, by PostgreSQL's own archiver. Those counters end with
 * a crash, and a rewind takes the segments themselves away: only this note tells later whose content the archive has.
 */
export interface Pushed {
  readonly note: (lastArchived: string | null) => Promise<void>;
  readonly all: () => Promise<ArchiverSaid['pushed']>;
}

const mostTimelines = 20;
/** A busy leader pushes several in a second: the file is not written for each of them. */
const writeMs = 60_000;

export function makePushed({ paths, clock }: Pick<AgentContext, 'paths' | 'clock'>): Pushed {
  const file = join(paths.state, 'pushed.json');
  let known: Promise<ArchiverSaid['pushed']> | null = null;
  let writtenMs = -Infinity;
  const all = (): Promise<ArchiverSaid['pushed']> => (known ??= readOptional(file).then(parsed));
  return {
    all,
    async note(name) {
      const timeline = parseSegment(name ?? '')?.timeline;
      if (name === null || timeline === undefined) return;
      const before = await all();
      const old = before.find((one) => one.timeline === timeline);
      if (old !== undefined && old.upTo >= name) return;
      const others = before.filter((one) => one.timeline !== timeline);
      const now = [...others, { timeline, upTo: name }].toSorted((one, other) => one.timeline - other.timeline).slice(-mostTimelines);
      known = Promise.resolve(now);
      if (old !== undefined && clock.monotonic() - writtenMs < writeMs) return;
      await writeFileAtomic(file, `${JSON.stringify(now)}\n`, { mode: 0o600 });
      writtenMs = clock.monotonic();
    },
  };
}

/** A note that cannot be read is none: it is evidence, and nothing is decided by it. */
function parsed(content: string | null): ArchiverSaid['pushed'] {
  try {
    return list(JSON.parse(content ?? '[]')).flatMap((value) => {
      const upTo = text(object(value).upTo);
      const timeline = parseSegment(upTo)?.timeline;
      return timeline === undefined ? [] : [{ timeline, upTo }];
    });
  } catch {
    return [];
  }
}
