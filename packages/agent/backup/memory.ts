import { join } from 'node:path';
import { remembered, type Backup } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { backupMemorySchema, emptyMemory, type BackupMemory } from '@tamada/core/jobs';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { Job } from '../jobs/job.ts';
import { withQueue } from '../jobs/queue.ts';
import type { AgentPaths } from '../paths.ts';

/** What the backup host remembers beside the tool's catalogue; empty where nothing was noted yet. */
export async function readMemory(paths: AgentPaths): Promise<BackupMemory> {
  const file = join(paths.state, 'backup.json');
  const text = await readOptional(file);
  if (text === null) return emptyMemory;
  try {
    return backupMemorySchema.parse(JSON.parse(text));
  } catch {
    const next = 'restore it, or move it away: pins and the last proof are then forgotten';
    throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent wrote', next });
  }
}

/** One change after the other, whichever process makes it. */
export function changeMemory(paths: AgentPaths, change: (memory: BackupMemory) => BackupMemory): Promise<BackupMemory> {
  return withQueue('memory', { paths, what: 'a change of what the backup host remembers' }, async () => {
    const memory = change(await readMemory(paths));
    await writeFileAtomic(join(paths.state, 'backup.json'), `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
    return memory;
  });
}

/** The tool's backups with what the host remembers of them, newest first: whoever chooses one asks here. */
export async function listBackups({ site, tool, paths, talk }: Pick<Job, 'site' | 'tool' | 'paths' | 'talk'>): Promise<readonly Backup[]> {
  return remembered(await talk('list', tool.list(site)), await readMemory(paths));
}
