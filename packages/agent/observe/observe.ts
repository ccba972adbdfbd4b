import type { Desired, Observed, ObservedUnit } from '@tamada/core/converge';
import { readBy, roleTable } from '@tamada/core/converge';
import type { AgentContext } from '../agent-context.ts';
import { observeDataDirectory } from './data-directory.ts';
import { observeDirectory, observeFile } from './files.ts';
import type { Owners } from './owners.ts';
import type { UnitState } from './units.ts';

export interface Look {
  readonly observed: Observed;
  readonly units: readonly UnitState[];
}

/** The node as it is now, as far as the bundle and the journal are about it. Changes nothing. */
export async function observe(context: AgentContext, desired: Desired, owners: Owners): Promise<Look> {
  const { paths, config, journal, accounts } = context;
  const remembered = journal.read();
  // Do not trust the journal here: only what a node of this role may have can be ours.
  const table = roleTable(config).files;
  const ours = Object.keys(remembered.files).filter((path) => table.has(path));
  const unwanted = ours.filter((path) => !desired.files.some((file) => file.path === path));
  const files = [...desired.files, ...unwanted.map((path) => ({ path, owner: '', group: '' }))];
  const units = await context.units.show(desired.units.map(({ name }) => name));
  return {
    units,
    observed: {
      directories: await lookAtAll(desired.directories, (part) => observeDirectory(paths.root, part.path, owners, part)),
      files: await lookAtAll(files, (part) => observeFile(paths.root, part.path, owners, part)),
      ours,
      units: new Map(units.map((unit) => [unit.name, withRecord(unit, remembered.units[unit.name])])),
      sysusers: remembered.sysusers,
      tmpfiles: remembered.tmpfiles,
      systemd: remembered.systemd,
      dataDirectory: await observeDataDirectory(config, paths, remembered, accounts),
    },
  };
}

function withRecord({ active, enabled, invocationId }: UnitState, record: Parameters<typeof readBy>[0]): ObservedUnit {
  return { active, enabled, read: readBy(record, invocationId), awaited: record?.awaited ?? false };
}

/** One after the other: managed files are few and small. */
async function lookAtAll<P extends { readonly path: string }, T>(
  parts: readonly P[],
  look: (part: P) => Promise<T | null>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const part of parts) {
    const seen = await look(part);
    if (seen !== null) found.set(part.path, seen);
  }
  return found;
}
