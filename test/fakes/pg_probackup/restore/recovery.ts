import type { Backup } from '../catalogue/backup.ts';
import { timestamp } from '../log/words.ts';
import { hasTarget } from '../validate/target.ts';
import type { RecoveryTarget } from '../validate/target.ts';

export interface RecoveryWish {
  readonly backup: Backup;
  readonly target: RecoveryTarget;
  readonly asReplica: boolean;
  readonly primaryConninfo: string | null;
  readonly slot: string | null;
  readonly restoreCommand: string | null;
  readonly archive: { readonly host: string | undefined; readonly port: string | undefined; readonly user: string | undefined };
  readonly catalogue: string;
  readonly instance: string;
  readonly self: string;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** What restore appends to postgresql.auto.conf, and the signal files that it makes: for -R with a target both, the trap of the real one. */
export function recoveryFiles(wish: RecoveryWish): { readonly automatic: string; readonly signals: readonly string[] } {
  const { backup, target, asReplica } = wish;
  const reads = !backup.stream || hasTarget(target) || wish.restoreCommand !== null || (asReplica && typeof target.timeline === 'string');
  const lines = ['', `# recovery settings added by pg_probackup restore of backup ${backup.id} at '${timestamp(wish.now)}'`];
  if (reads) lines.push('## recovery settings', ...recoverySettings(wish));
  if (asReplica) {
    lines.push('', '## standby settings', setting('primary_conninfo', wish.primaryConninfo ?? backup.primaryConninfo));
    if (wish.slot !== null) lines.push(setting('primary_slot_name', wish.slot));
  }
  return {
    automatic: `${lines.join('\n')}\n`,
    signals: [...(reads ? ['recovery.signal'] : []), ...(asReplica ? ['standby.signal'] : [])],
  };
}

function recoverySettings(wish: RecoveryWish): readonly string[] {
  const { target } = wish;
  const optional = (name: string, value: string | number | null): readonly string[] =>
    value === null ? [] : [setting(name, String(value))];
  const timeline = target.timeline ?? (target.latest ? 'latest' : 'current');
  return [
    ...optional('recovery_target', target.immediate ? 'immediate' : null),
    ...optional('recovery_target_time', target.timeText),
    ...optional('recovery_target_xid', target.xid),
    ...optional('recovery_target_lsn', target.lsn),
    ...optional('recovery_target_name', target.name),
    ...optional('recovery_target_inclusive', target.inclusive),
    setting('recovery_target_timeline', String(timeline)),
    setting('recovery_target_action', target.action ?? 'pause'),
    setting('restore_command', wish.restoreCommand ?? ownCommand(wish)),
  ];
}

/** Carries no ssh options: the real one has no way to give it any. */
function ownCommand({ self, catalogue, instance, archive }: RecoveryWish): string {
  const { host, port, user } = archive;
  const remote = [
    ...(host === undefined ? [] : [` --remote-host=${host}`]),
    ...(host === undefined || port === undefined ? [] : [` --remote-port=${port}`]),
    ...(host === undefined || user === undefined ? [] : [` --remote-user=${user}`]),
  ].join('');
  return `"${self}" archive-get -B "${catalogue}" --instance "${instance}" --wal-file-path=%p --wal-file-name=%f${remote}`;
}

function setting(name: string, value: string): string {
  return `${name} = '${value.replaceAll("'", "''")}'`;
}
