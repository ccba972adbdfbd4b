import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { until } from '@tamada/runtime';
import { seats, type LabView, type Place } from '../../lab/index.ts';
import { databases, everyPrintable, writerTable, vips, type VipPlace } from '../known.ts';
import { programFor } from './launch.ts';
import type { WriterConfig, WriterLine } from './writer.ts';

type Acknowledged = Extract<WriterLine, { kind: 'acknowledged' }>;
type Lost = Extract<WriterLine, { kind: 'lost_connection' }>;

/** An application that writes from outside the cluster while a test does harm. */
export interface OutsideWriter {
  readonly acknowledged: () => readonly Acknowledged[];
  /** Connections that ended under it. */
  readonly lost: () => readonly Lost[];
  /** The longest time between two acknowledged rows, of which the later came after `sinceMs`. */
  readonly gapMs: (sinceMs: number) => number;
  /** Waits for `count` more acknowledged rows. */
  readonly more: (count: number, deadlineMs?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts one beside the operator or on a host, where it runs on the Node that tamada brought. */
export async function startWriter(lab: LabView, place: Place, change: Partial<WriterConfig> = {}): Promise<OutsideWriter> {
  const config: WriterConfig = {
    members: databases.map((name) => seats[name].address),
    port: 5432,
    user: 'app',
    password: everyPrintable,
    database: 'app',
    table: writerTable,
    firstId: 1,
    everyMs: 10,
    ...change,
  };
  const child = lab.spawnIn(
    place,
    [...(await programFor(lab, place, 'scripts/cluster/clients/writer.ts')), JSON.stringify(config)],
    ['ignore', 'pipe', 'inherit'],
  );
  const rows: Acknowledged[] = [];
  const lost: Lost[] = [];
  if (child.stdout === null) throw new Error('the writer has no stdout');
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as WriterLine;
    if (line.kind === 'acknowledged') rows.push(line);
    else lost.push(line);
  });
  const ended = once(child, 'exit');
  return {
    acknowledged: () => rows,
    lost: () => lost,
    gapMs: (sinceMs) =>
      Math.max(0, ...rows.map(({ atMs }, index) => (index > 0 && atMs > sinceMs ? atMs - (rows[index - 1]?.atMs ?? atMs) : 0))),
    more: async (count, deadlineMs = 600_000) => {
      const goal = rows.length + count;
      const look = () => {
        if (child.exitCode !== null) throw new Error(`the writer ended by itself with ${String(child.exitCode)}`);
        return Promise.resolve(
          rows.length >= goal
            ? ({ ready: true, value: undefined } as const)
            : ({ ready: false, seen: `${String(rows.length)} rows` } as const),
        );
      };
      await until({ condition: `${String(count)} more acknowledged rows`, deadlineMs, intervalMs: 50, look });
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** As an application that knows one address only: the VIP of its datacentre. */
export async function startVipWriter(
  lab: LabView,
  datacenter: VipPlace,
  { firstId, place = 'ops' }: { readonly firstId: number; readonly place?: Place },
): Promise<OutsideWriter> {
  return startWriter(lab, place, { members: [vips[datacenter]], port: 5555, firstId });
}
