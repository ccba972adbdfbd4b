import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { until } from '@tamada/runtime';
import { seats, type Host, type LabView, type Place } from '../../../scripts/lab/index.ts';
import { repository } from '../../../scripts/repository.ts';
import { everyPrintable } from '../../../scripts/demo/secrets.ts';
import type { WriterConfig, WriterLine } from './writer.ts';

type Acknowledged = Extract<WriterLine, { kind: 'acknowledged' }>;

/** An application that writes from outside the cluster while a test does harm. */
export interface OutsideWriter {
  readonly acknowledged: () => readonly Acknowledged[];
  /** Waits for `count` more acknowledged rows. */
  readonly more: (count: number, deadlineMs?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'] as const satisfies readonly Host[];

export const writerTable = 'written';

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
  const child = lab.spawnIn(place, [...(await programFor(lab, place)), JSON.stringify(config)], ['ignore', 'pipe', 'inherit']);
  const rows: Acknowledged[] = [];
  if (child.stdout === null) throw new Error('the writer has no stdout');
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as WriterLine;
    if (line.kind === 'acknowledged') rows.push(line);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    acknowledged: () => rows,
    more: async (count, deadlineMs = 60_000) => {
      const goal = rows.length + count;
      const look = () =>
        Promise.resolve(
          rows.length >= goal
            ? ({ ready: true, value: undefined } as const)
            : ({ ready: false, seen: `${String(rows.length)} rows` } as const),
        );
      await until({ condition: `${String(count)} more acknowledged rows`, deadlineMs, intervalMs: 50, look });
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function programFor(lab: LabView, place: Place): Promise<readonly string[]> {
  const bundle = join(tmpdir(), `tamada-writer-${String(process.pid)}.cjs`);
  await build({
    entryPoints: [join(repository, 'test/e2e/support/writer.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
  });
  if (place === 'ops') return [process.execPath, bundle];
  await lab.pushFile(place, bundle, '/root/writer.cjs');
  return ['/opt/tamada/current/runtime/node', '/root/writer.cjs'];
}
