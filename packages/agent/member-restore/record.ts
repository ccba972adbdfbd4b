import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { memberRecordSchema, type MemberRecord } from '@tamada/core/jobs';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

const fileOf = ({ state }: AgentPaths): string => join(state, 'restore.json');

/** Null where this restore has done nothing here yet, or where another one was the last. */
export async function readMemberRecord(paths: AgentPaths, restore: string): Promise<MemberRecord | null> {
  const file = fileOf(paths);
  const text = await readOptional(file);
  if (text === null) return null;
  try {
    const record = memberRecordSchema.parse(JSON.parse(text));
    return record.restore === restore ? record : null;
  } catch {
    const next = 'move it away: a restore of the cluster then begins from scratch on this host';
    throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent wrote', next });
  }
}

export async function writeMemberRecord(paths: AgentPaths, record: MemberRecord): Promise<void> {
  await writeFileAtomic(fileOf(paths), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}
