import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import type { TableName } from '@tamada/core/jobs';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { backupHost, lookAtDelayed, requireDelayed } from '../jobs/backup-host.ts';
import { doJob } from '../jobs/do-job.ts';
import { newFile } from '../workspace/new-file.ts';
import { chooseDatabase, parseTable, parseTarget } from '../jobs/words.ts';
import { advancedText, delayedText, dumpedText, foundText } from '../report/delayed-text.ts';
import { part } from './backup.ts';

const controlMs = 60_000;
const promoteMs = 5 * 60_000;
const dumpMs = 60 * 60_000;

export type DelayedWish =
  | { readonly what: 'status' | 'pause' | 'resume' }
  | { readonly what: 'advance'; readonly to: string }
  | { readonly what: 'find'; readonly table: string; readonly database: string | null }
  | { readonly what: 'dump'; readonly tables: readonly string[]; readonly database: string | null; readonly out: string }
  | { readonly what: 'rebuild'; readonly backup: string | null; readonly confirm: Confirm }
  | { readonly what: 'promote'; readonly sure: boolean };

/** Everything that is done with the replica that stays behind. */
export async function delayed(context: OperationContext, wish: DelayedWish): Promise<Answer> {
  return withQuietReach(context, (reach) => delayedThrough(reach, wish));
}

export async function delayedThrough(reach: Reach, wish: DelayedWish): Promise<Answer> {
  const { topology, context } = reach;
  const { paint } = context;
  requireDelayed(topology);
  const { node } = backupHost(topology);
  switch (wish.what) {
    case 'status': {
      const now = await lookAtDelayed(reach);
      return { exitCode: ['stopped', 'absent', 'promoted'].includes(now.state) ? 1 : 0, data: now, text: delayedText(now, node, paint) };
    }
    case 'pause':
    case 'resume':
      return control(reach, wish.what);
    case 'advance':
      return doJob(reach, {
        spec: { kind: 'advance', order: { target: parseTarget(wish.to) } },
        outcome: (done) => ({ text: advancedText(part(done, 'advance'), paint) }),
      });
    case 'find': {
      const table = parseTable(wish.table);
      const database = chooseDatabase(topology, wish.database);
      return doJob(reach, {
        spec: { kind: 'find', order: { database, table } },
        outcome: (done) => {
          const found = part(done, 'find');
          return { text: foundText(found, { database, table }, paint), exitCode: found.drops.length === 0 ? 1 : 0 };
        },
      });
    }
    case 'dump':
      return dump(reach, wish);
    case 'rebuild':
      return rebuild(reach, wish);
    case 'promote':
      return promote(reach, wish.sure);
  }
}

async function control({ topology, connections, context }: Reach, action: 'pause' | 'resume'): Promise<Answer> {
  const { node } = backupHost(topology);
  const now = await connections.ask(node.name, (client, call) => client.controlDelayed({ action }, call), { deadlineMs: controlMs });
  return { exitCode: 0, data: now, text: delayedText(now, node, context.paint) };
}

async function dump(reach: Reach, wish: Extract<DelayedWish, { what: 'dump' }>): Promise<Answer> {
  const { topology, context } = reach;
  if (wish.tables.length === 0) throw usage('no table is named', 'add --table SCHEMA.TABLE; it may be given again');
  const tables: readonly TableName[] = wish.tables.map(parseTable);
  const database = chooseDatabase(topology, wish.database);
  const out = resolve(wish.out);
  const file = await newFile(out);
  try {
    const answer = await doJob(reach, {
      spec: { kind: 'dump', order: { database, tables: [...tables] } },
      outcome: async (done) => {
        const { bytes } = part(done, 'dump');
        return { text: dumpedText({ out, bytes, database, vip: firstVip(reach) }, context.paint) };
      },
    });
    const { id, state } = answer.data as { readonly id: string; readonly state: string };
    if (state === 'done') await fetchDump(reach, id, file.path, out);
    return answer;
  } finally {
    await rm(file.path, { force: true });
  }
}

async function fetchDump({ topology, connections, context }: Reach, id: string, path: string, out: string): Promise<void> {
  const client = connections.client(backupHost(topology).node.name);
  const file = await open(path, 'w', 0o600);
  try {
    for await (const { content } of client.readDump({ id }, { deadlineMs: dumpMs, signal: context.signal }))
      await file.writeFile(Buffer.from(content as unknown as Uint8Array));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(path, out);
}

function firstVip({ topology }: Reach): string | null {
  return topology.datacenters.flatMap(({ vip }) => (vip === null ? [] : [vip.address]))[0] ?? null;
}

async function rebuild(reach: Reach, { backup, confirm }: Extract<DelayedWish, { what: 'rebuild' }>): Promise<Answer> {
  const { topology, context } = reach;
  const { node } = backupHost(topology);
  if (!(await confirm(`Remove the delayed replica on ${node.name} and make it again from a backup?`))) return cancelled;
  return doJob(reach, {
    spec: { kind: 'rebuild', order: { backup: backup ?? '' } },
    outcome: (done) => ({ text: delayedText(part(done, 'rebuild'), node, context.paint) }),
  });
}

async function promote({ topology, connections, context }: Reach, sure: boolean): Promise<Answer> {
  const { node } = backupHost(topology);
  if (!sure) {
    throw new TamadaError({
      code: 'unsafe',
      problem: 'a promoted replica is a second, writable cluster: it follows nobody any more, and has to be made again to be of use here',
      next: 'add --end-replica if that is what you want; `tamada delayed dump` and `tamada restore` leave the replica as it is',
    });
  }
  const now = await connections.ask(node.name, (client, call) => client.promoteDelayed({}, call), { deadlineMs: promoteMs });
  return { exitCode: 0, data: now, text: delayedText(now, node, context.paint) };
}

function usage(problem: string, next: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem, next });
}
