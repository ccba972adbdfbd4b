import type { Invocation } from '../invocation.ts';
import { parseTimestamp } from '../log/words.ts';
import { isLsn } from '../wal/position.ts';

/** Where recovery is to end, as the options of restore and validate say it. */
export interface RecoveryTarget {
  readonly timeText: string | null;
  /** Seconds since the epoch. */
  readonly time: number | null;
  readonly xid: number | null;
  readonly lsn: string | null;
  readonly name: string | null;
  readonly immediate: boolean;
  readonly latest: boolean;
  readonly inclusive: string | null;
  readonly timeline: number | 'current' | 'latest' | null;
  readonly action: string | null;
}

/** At least one of the five that say where to end. */
export function hasTarget({ time, xid, lsn, name, immediate, latest }: RecoveryTarget): boolean {
  return time !== null || xid !== null || lsn !== null || name !== null || immediate || latest;
}

export function readTarget({ options, log }: Invocation): RecoveryTarget {
  const wrong = (option: string, value: string): never => log.fail(`Invalid value for '--${option}' option '${value}'`);
  const timeText = options.text('recovery-target-time') ?? null;
  const time = timeText === null ? null : (parseTimestamp(timeText) ?? wrong('recovery-target-time', timeText));
  const xidText = options.text('recovery-target-xid') ?? null;
  const xid = xidText === null ? null : /^\d+$/.test(xidText) ? Number(xidText) : wrong('recovery-target-xid', xidText);
  const lsnText = options.text('recovery-target-lsn') ?? null;
  const lsn = lsnText === null || isLsn(lsnText) ? lsnText : wrong('recovery-target-lsn', lsnText);
  const end = options.text('recovery-target') ?? null;
  if (end !== null && end !== 'immediate' && end !== 'latest') wrong('recovery-target', end);
  const inclusive = options.text('recovery-target-inclusive') ?? null;
  if (inclusive !== null && !/^(true|false|on|off|yes|no|1|0|t|f)$/i.test(inclusive)) wrong('recovery-target-inclusive', inclusive);
  const action = options.text('recovery-target-action') ?? null;
  if (action !== null && !['pause', 'promote', 'shutdown'].includes(action)) wrong('recovery-target-action', action);
  const timelineText = options.text('recovery-target-timeline') ?? null;
  const timeline =
    timelineText === null || timelineText === 'current' || timelineText === 'latest'
      ? timelineText
      : /^\d+$/.test(timelineText)
        ? Number(timelineText)
        : wrong('recovery-target-timeline', timelineText);
  const target: RecoveryTarget = {
    ...{ timeText, time, xid, lsn, name: options.text('recovery-target-name') ?? null, inclusive, timeline, action },
    ...{ immediate: end === 'immediate', latest: end === 'latest' },
  };
  const given = [target.time, target.xid, target.lsn, target.name, end].filter((value) => value !== null).length;
  if (given > 1)
    log.fail(
      'At most one of --recovery-target, --recovery-target-name, --recovery-target-time, --recovery-target-xid, or --recovery-target-lsn can be used',
    );
  if (inclusive !== null && time === null && xid === null && lsn === null)
    log.fail(
      "The '--recovery-target-inclusive' option can be applied only when either of '--recovery-target-time', '--recovery-target-xid' or '--recovery-target-lsn' options is specified",
    );
  if (action !== null && !hasTarget(target))
    log.fail(
      "The '--recovery-target-action' option can be applied only when either of '--recovery-target', '--recovery-target-time', '--recovery-target-xid', '--recovery-target-lsn' or '--recovery-target-name' options is specified",
    );
  return target;
}
