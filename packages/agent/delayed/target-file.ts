import { rm } from 'node:fs/promises';
import { delayedFilesOf, settingLine, targetSettings, type BackupSite, type Setting } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { parsedJson } from '@tamada/core/foreign';
import { haltSchema, type Halt } from '@tamada/core/jobs';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

type Delayed = NonNullable<BackupSite['delayed']>;

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
  const file = targetFile(delayed, paths);
  const line = ((await readOptional(file)) ?? '').split('\n').find((one) => one.startsWith(mark));
  if (line === undefined) return null;
  const halt = parsedJson(haltSchema, line.slice(mark.length));
  if (halt !== null) return halt;
  const next = 'move it away: the delayed replica then follows the cluster from its next start on';
  throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent wrote', next });
}

/** Null: it follows the cluster. Counts from its next start on. */
export async function writeHalt(delayed: Delayed, paths: AgentPaths, halt: Halt | null, floors: readonly Setting[] = []): Promise<void> {
  const own = halt === null ? ['# Made by tamada: it follows.'] : [`${mark}${JSON.stringify(halt)}`, ...settings(halt).map(settingLine)];
  const text = [...own, ...floors.map(settingLine)].join('\n');
  await writeFileAtomic(targetFile(delayed, paths), `${text}\n`, { mode: 0o644 });
}

/** Stops before the target, and stays there: nothing waits for its delay on the way. */
function settings({ target }: Halt): readonly Setting[] {
  const stops = targetSettings(target);
  const stays: readonly Setting[] = stops.length === 0 ? [] : [['recovery_target_action', 'pause']];
  return [...stops, ...stays, ['recovery_min_apply_delay', '0']];
}
