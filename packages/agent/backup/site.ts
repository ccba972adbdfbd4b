import { backupSiteSchema, type BackupSite } from '@tamada/core/backup';
import { backupSitePath } from '@tamada/core/platform';
import { TamadaError } from '@tamada/core/errors';
import { readOptional } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

const file = backupSitePath;

/** What the node knows of its cluster's backups; null where the topology has none. Read again each time: a bundle may have changed it. */
export async function readSite(paths: AgentPaths): Promise<BackupSite | null> {
  const text = await readOptional(paths.at(file));
  if (text === null) return null;
  try {
    return backupSiteSchema.nullable().parse(JSON.parse(text));
  } catch (error) {
    const next = '`tamada bootstrap` writes it again';
    throw new TamadaError({ code: 'state_broken', file, problem: error instanceof Error ? error.message : String(error), next });
  }
}

/** The same, for what only a node with backups can do. */
export async function needSite(paths: AgentPaths, on: 'anywhere' | 'backup host' | 'database host'): Promise<BackupSite> {
  const site = await readSite(paths);
  const next = 'add `backup` to cluster.yaml; then `tamada backup setup` gives the cluster its backups';
  if (site === null) throw new TamadaError({ code: 'unsafe', problem: 'this node knows nothing of backups', next });
  const place = site.node === site.host.name ? 'backup host' : 'database host';
  if (on === 'anywhere' || on === place) return site;
  const problem = `${site.node} is a ${place}: this is done on ${on === 'backup host' ? site.host.name : 'a database host'}`;
  throw new TamadaError({ code: 'unsafe', problem, next: 'ask the other node' });
}

/** The delayed replica of a site that has one. */
export function needDelayed(site: BackupSite): NonNullable<BackupSite['delayed']> {
  if (site.delayed !== null) return site.delayed;
  const next = '`delayedReplica` in cluster.yaml asks for one, before `tamada bootstrap` or `tamada backup setup`';
  throw new TamadaError({ code: 'unsafe', problem: 'the topology has no delayed replica', next });
}
