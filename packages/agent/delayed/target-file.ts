import { rm } from 'node:fs/promises';
import { delayedFilesOf, type BackupSite, type RecoveryTarget } from '@tamada/core/backup';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import { parseObject } from '../json/fields.ts';
import type { AgentPaths } from '../paths.ts';

type Delayed = NonNullable<BackupSite['delayed']>;

/** Why recovery settings stand in the file: it was paused there, or moved there. */
export interface Halt {
  readonly why: 'paused' | 'advanced';
  readonly target: RecoveryTarget;
}

/** The only file of the delayed replica that the agent writes; its postgresql.conf includes it last. */
function targetFile(delayed: Delayed, paths: AgentPaths): string {
  return paths.at(delayedFilesOf(delayed).targets);
}

/** A promoted server may start without standby.signal; one that lost it by accident may not. */
export function allowLeading(delayed: Delayed, paths: AgentPaths): Promise<void> {
  return writeFileAtomic(paths.at(delayedFilesOf(delayed).promoted), 'Promoted by `tamada delayed promote`.\n', { mode: 0o644 });
}

export function forbidLeading(delayed: Delayed, paths: AgentPaths): Promise<void> {
  return rm(paths.at(delayedFilesOf(delayed).promoted), { force: true });
}

const mark = '# tamada: ';

export async function readHalt(delayed: Delayed, paths: AgentPaths): Promise<Halt | null> {
  const line = ((await readOptional(targetFile(delayed, paths))) ?? '').split('\n').find((one) => one.startsWith(mark));
  if (line === undefined) return null;
  const { why, target } = parseObject(line.slice(mark.length));
  return { why: why === 'paused' ? 'paused' : 'advanced', target: target as RecoveryTarget };
}

/** Null: it follows the cluster. Counts from its next start on. */
export async function writeHalt(
  delayed: Delayed,
  paths: AgentPaths,
  halt: Halt | null,
  floors: readonly (readonly [string, string])[] = [],
): Promise<void> {
  const own = halt === null ? ['# Made by tamada: it follows.'] : [`${mark}${JSON.stringify(halt)}`, ...settings(halt)];
  const text = [...own, ...floors.map(([name, value]) => `${name} = '${value}'`)].join('\n');
  await writeFileAtomic(targetFile(delayed, paths), `${text}\n`, { mode: 0o644 });
}

/** Stops before the target, and stays there: nothing waits for its delay on the way. */
function settings({ target }: Halt): readonly string[] {
  const stop = ["recovery_target_inclusive = 'off'", "recovery_target_action = 'pause'", "recovery_min_apply_delay = '0'"];
  switch (target.kind) {
    case 'time':
      return [`recovery_target_time = '${new Date(target.atMs).toISOString().replace('T', ' ').replace('Z', '+00')}'`, ...stop];
    case 'lsn':
      return [`recovery_target_lsn = '${target.lsn}'`, ...stop];
    case 'xid':
      return [`recovery_target_xid = '${target.xid}'`, ...stop];
    case 'latest':
    case 'immediate':
      return ["recovery_min_apply_delay = '0'"];
  }
}
