import { TamadaError } from '@tamada/core/errors';
import { readEntries, type HistoryRecord } from '@tamada/core/sequence';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { historyText, runText } from '../report/history-text.ts';
import { healthyConsul, noConsul } from '../tasks/observe.ts';

/** Many entries are read one by one. */
const deadlineMs = 60_000;

export type HistoryQuestion =
  /** The newest so many. */
  | { readonly what: 'list'; readonly limit: number }
  | { readonly what: 'show'; readonly id: string }
  /** All that Consul keeps, as JSON, whatever the terminal asked for. */
  | { readonly what: 'export' };

/** What was done to the cluster, by whom, and what came of it. */
export function history(context: OperationContext, question: HistoryQuestion): Promise<Answer> {
  return withQuietReach(context, (reach) => historyThrough(reach, question));
}

export async function historyThrough(reach: Reach, question: HistoryQuestion): Promise<Answer> {
  const node = await healthyConsul(reach);
  if (node === null) throw noConsul();
  const { entries } = await reach.connections.ask(node, (client, call) => client.readHistory({ most: 0 }, call), { deadlineMs });
  const records = readEntries(entries);
  const { paint } = reach.context;
  switch (question.what) {
    case 'list': {
      const newest = records.slice(-question.limit).toReversed();
      return { exitCode: 0, data: { entries: newest }, text: historyText(newest, paint) };
    }
    case 'show': {
      const found = records.filter(({ run }) => run === question.id);
      if (found.length === 0) throw unknownRun(question.id, records);
      return { exitCode: 0, data: { entries: found }, text: found.map((one) => runText(one, paint)).join('\n\n') };
    }
    case 'export':
      return { exitCode: 0, data: { entries: records }, text: JSON.stringify({ entries: records }, null, 2) };
  }
}

function unknownRun(id: string, records: readonly HistoryRecord[]): TamadaError {
  const oldest = records[0];
  const kept = oldest === undefined ? 'the history is empty' : `the oldest that is kept is ${oldest.run}`;
  return new TamadaError({ code: 'usage', problem: `the history has no run ${id}; ${kept}`, next: '`tamada history` lists the runs' });
}
