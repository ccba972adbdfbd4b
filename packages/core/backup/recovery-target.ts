import * as z from 'zod';

/** Where recovery stops; on the wire the fields of the other kinds stand beside it, empty. */
export const targetSchema = z.discriminatedUnion('kind', [
  /** Milliseconds since the epoch. */
  z.object({ kind: z.literal('time'), atMs: z.number() }),
  z.object({ kind: z.literal('lsn'), lsn: z.string() }),
  z.object({ kind: z.literal('xid'), xid: z.string() }),
  /** The end of the archive. */
  z.object({ kind: z.literal('latest') }),
  /** As soon as it is consistent. */
  z.object({ kind: z.literal('immediate') }),
]);
export type RecoveryTarget = Readonly<z.infer<typeof targetSchema>>;

/** A setting of PostgreSQL: its name, and its value as it is meant. */
export type Setting = readonly [name: string, value: string | number];

/** PostgreSQL's settings for a target. It stops before what is named: that is what should not have happened. */
export function targetSettings(target: RecoveryTarget): readonly Setting[] {
  switch (target.kind) {
    case 'latest':
      return [];
    case 'immediate':
      return [['recovery_target', 'immediate']];
    case 'time':
      return [['recovery_target_time', recoveryTime(target.atMs, 'ms')], before];
    case 'lsn':
      return [['recovery_target_lsn', target.lsn], before];
    case 'xid':
      return [['recovery_target_xid', target.xid], before];
  }
}

const before: Setting = ['recovery_target_inclusive', 'off'];

/** `2026-11-26 08:14:30.500+00`, or without the fraction: PostgreSQL and both tools misread other forms. */
export function recoveryTime(atMs: number, unit: 's' | 'ms'): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().replace('Z', '').split('T');
  return `${day} ${unit === 's' ? time.slice(0, 8) : time}+00`;
}

/** A line of postgresql.conf. */
export function settingLine([name, value]: Setting): string {
  return `${name} = ${quoteSetting(String(value))}`;
}

/** In quotes, where it doubles them and reads backslashes. */
export function quoteSetting(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
