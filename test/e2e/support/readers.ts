import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { OutsideWriter } from '../../../scripts/cluster/clients/outside-writer.ts';
import { programFor } from '../../../scripts/cluster/clients/launch.ts';
import { type VipPlace, everyPrintable, vips, writerTable } from '../../../scripts/cluster/known.ts';
import type { LabView } from '../../../scripts/lab/index.ts';
import type { Read, ReaderConfig } from './reader.ts';

export interface OutsideReader {
  readonly reads: () => readonly Read[];
  readonly stop: () => Promise<void>;
}

/** Reads through a VIP's 5555 what writers with these ids write. */
export async function startReader(lab: LabView, place: VipPlace, ranges: ReaderConfig['ranges']): Promise<OutsideReader> {
  const login = { user: 'app', password: everyPrintable, database: 'app' };
  const config: ReaderConfig = { ...login, address: vips[place], port: 5555, table: writerTable, ranges };
  const argv = [...(await programFor(lab, 'ops', 'test/e2e/support/reader.ts')), JSON.stringify(config)];
  const child = lab.spawnIn('ops', argv, ['ignore', 'pipe', 'inherit']);
  if (child.stdout === null) throw new Error('the reader has no stdout');
  const reads: Read[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => reads.push(JSON.parse(text) as Read));
  const ended = once(child, 'exit');
  return {
    reads: () => reads,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Reads that began after a row was acknowledged and did not see it; `writers` in the order of the reader's ranges. */
export function staleReads(reads: readonly Read[], writers: readonly OutsideWriter[]): readonly Read[] {
  const acknowledged = writers.map((writer) => writer.acknowledged());
  return reads.filter(({ atMs, greatest }) =>
    acknowledged.some((rows, index) => {
      // Rows come in the order of their ids; the same millisecond may lie on either side.
      const last = rows.findLast((row) => row.atMs < atMs);
      return last !== undefined && (greatest[index] ?? 0) < last.id;
    }),
  );
}
