import { describeTarget, type DelayedSaid, type JobDone, type TableName } from '@tamada/core/jobs';
import type { Node } from '@tamada/core/topology';
import { moment } from './backup-text.ts';
import type { Paint } from './paint.ts';
import { table } from './paint.ts';
import { byteSize, counted, duration } from './quantity.ts';

type Done<K extends keyof JobDone> = NonNullable<JobDone[K]>;

/** Where the delayed replica stands, and from where to where it can be moved. */
export function delayedText(now: DelayedSaid, { name, address }: Node, paint: Paint): string {
  const { state, behindSeconds, delaySeconds, replayedAtMs, replayLsn, timeline, runway, waitsFor, target, problem, port } = now;
  const behind = behindSeconds === null ? '' : `, ${duration(behindSeconds * 1000)} behind`;
  const rows: readonly (readonly [string, string | null])[] = [
    ['replica', `${paint.strong(name)}, ${address}:${String(port)}, wanted ${duration(delaySeconds * 1000)} behind`],
    ['state', `${stateText(now, paint)}${behind}`],
    ['shows', replayedAtMs === null ? null : `what was committed until ${moment(replayedAtMs, true)}`],
    ['position', replayLsn === null ? null : `${replayLsn}${timeline === null ? '' : `, timeline ${String(timeline)}`}`],
    ['can move', runway === null ? null : `from ${moment(runway.fromMs)} to ${moment(runway.toMs)}`],
    ['waits for', waitsFor === null || (state !== 'waiting' && !waitsFor.hole) ? null : waitText(waitsFor, paint)],
    ['target', target === null ? null : describeTarget(target)],
    ['why', problem],
    ['next', nextStep(state)],
  ];
  return table(rows.flatMap(([label, value]) => (value === null ? [] : [[paint.faint(label), value]])));
}

export function stateText({ state, waitsFor }: Pick<DelayedSaid, 'state' | 'waitsFor'>, paint: Paint): string {
  const words: Readonly<Record<DelayedSaid['state'], string>> = {
    replaying: paint.good('replaying'),
    pausing: paint.warn('pausing'),
    paused: paint.warn('paused'),
    at_target: paint.warn('stands at its target, read-only'),
    waiting: waitsFor?.hole === true ? paint.bad('waiting') : paint.good('waiting for new WAL'),
    starting: paint.warn('starting'),
    stopped: paint.bad('stopped'),
    promoted: paint.bad('promoted: a server of its own, no delayed replica any more'),
    absent: paint.bad('not made yet'),
  };
  return words[state];
}

function waitText({ segment, sinceMs, hole }: NonNullable<DelayedSaid['waitsFor']>, paint: Paint): string {
  const why = hole ? paint.bad('the archive has later ones, and not this one') : 'it is the next one';
  return `${segment} since ${moment(sinceMs)}: ${why}`;
}

function nextStep(state: DelayedSaid['state']): string | null {
  switch (state) {
    case 'paused':
    case 'pausing':
    case 'at_target':
      return 'tamada delayed dump, or `tamada delayed resume` to let it follow again';
    case 'stopped':
    case 'promoted':
    case 'absent':
      return 'tamada delayed rebuild';
    default:
      return null;
  }
}

export function advancedText({ lsn, atMs, said }: Done<'advance'>, paint: Paint): string {
  return [
    `${paint.good('stands')} at ${lsn}, read-only${atMs === null ? '' : `; its newest commit is of ${moment(atMs, true)}`}`,
    ...(said === '' ? [] : [paint.faint(said)]),
    'next: tamada delayed dump --table TABLE --out FILE, then `tamada delayed resume`',
  ].join('\n');
}

/** When a table was dropped, and what to type next. */
export function foundText(
  { drops, searchedFrom, searchedTo }: Done<'find'>,
  { database, table: { schema, name } }: { readonly database: string; readonly table: TableName },
  paint: Paint,
): string {
  const what = `${schema}.${name} of ${database}`;
  const [first] = drops;
  if (first === undefined) {
    return `${paint.warn('not found')}: no drop of ${what} between ${searchedFrom} and ${searchedTo}\nnext: what is older than the delayed replica is in a backup: tamada restore --to TIME`;
  }
  const to = 'lsn' in first.target ? first.target.lsn : 'atMs' in first.target ? moment(first.target.atMs, true) : first.lockLsn;
  return [
    `${what} was dropped${drops.length === 1 ? '' : ` ${counted(drops.length, 'time')}`}:`,
    ...drops.map(
      ({ xid, committedAtMs, lockLsn }) => `  transaction ${xid}, committed ${moment(committedAtMs, true)}, locked the table at ${lockLsn}`,
    ),
    `next: tamada delayed advance --to '${to}'`,
    `      tamada delayed dump --database ${database} --table ${schema}.${name} --out ${name}.sql`,
  ].join('\n');
}

export function dumpedText(
  { out, bytes, database, vip }: { readonly out: string; readonly bytes: number; readonly database: string; readonly vip: string | null },
  paint: Paint,
): string {
  const host = vip ?? 'HOST';
  return [
    `${paint.good('dumped')} ${byteSize(bytes)} to ${out}`,
    `next: psql 'host=${host} port=5555 dbname=${database} user=USER' --single-transaction --set ON_ERROR_STOP=1 --file ${out}`,
    '      tamada delayed resume',
  ].join('\n');
}
