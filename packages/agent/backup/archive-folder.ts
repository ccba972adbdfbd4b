import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backupToolOf, type BackupSite } from '@tamada/core/backup';
import type { AgentPaths } from '../paths.ts';

/** The archive's folders as they lie on the backup host: one for all segments, or one for each 256 below a life of the cluster (15-1). */
async function placesOf(site: BackupSite, paths: AgentPaths): Promise<readonly string[]> {
  const folder = paths.at(backupToolOf(site.tool).archiveFolder(site));
  const lives = (await namesIn(folder)).filter((name) => /^[0-9]+-[0-9]+$/.test(name)).map((name) => join(folder, name));
  const below = await Promise.all(
    lives.map(async (life) => (await namesIn(life)).filter((name) => /^[0-9A-F]{16}$/.test(name)).map((name) => join(life, name))),
  );
  return [folder, ...lives, ...below.flat()];
}

function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Another text as soon as a file of the archive comes or goes; null where the folder is not seen. */
export async function archiveMark(site: BackupSite, paths: AgentPaths): Promise<string | null> {
  const places = await placesOf(site, paths);
  const states = await Promise.all(places.map((place) => stat(place, { bigint: true }).catch(() => null)));
  if (states[0] == null) return null;
  return states.map((state, index) => `${places[index] ?? ''} ${String(state?.ino)} ${String(state?.mtimeNs)}`).join('\n');
}

/** When a segment came to the archive, by its file, in milliseconds since the epoch; null where that is not seen. */
export async function arrivedAt(site: BackupSite, segment: string, paths: AgentPaths): Promise<number | null> {
  const [folder = '', ...others] = await placesOf(site, paths);
  for (const place of [folder, ...others.filter((one) => one.endsWith(`/${segment.slice(0, 16)}`))]) {
    const file = (await namesIn(place)).find(
      (name) => name.startsWith(segment) && /^[0-9A-F]{24}(-[0-9a-f]{40})?(\.[a-z0-9]+)?$/.test(name),
    );
    const state = file === undefined ? null : await stat(join(place, file)).catch(() => null);
    if (state !== null) return state.mtimeMs;
  }
  return null;
}
