import type { Desired, Observed, ObservedUnit } from '@tamada/core/converge';
import { loadedBy } from '@tamada/core/converge';
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
  const { paths, config, journal } = context;
  const remembered = journal.read();
  const files = [...new Set([...desired.files.map(({ path }) => path), ...remembered.files])];
  const units = await context.units.show(desired.units.map(({ name }) => name));
  return {
    units,
    observed: {
      directories: await lookAtAll(
        desired.directories.map(({ path }) => path),
        (path) => observeDirectory(paths.root, path, owners),
      ),
      files: await lookAtAll(files, (path) => observeFile(paths.root, path, owners)),
      ours: remembered.files,
      units: new Map(units.map((unit) => [unit.name, withRecord(unit, remembered.units[unit.name])])),
      sysusers: remembered.sysusers,
      systemd: remembered.systemd,
      dataDirectory: await observeDataDirectory(config, paths, remembered),
    },
  };
}

function withRecord({ active, enabled, invocationId }: UnitState, record: Parameters<typeof loadedBy>[0]): ObservedUnit {
  return { active, enabled, loaded: loadedBy(record, invocationId), awaited: record?.awaited ?? false };
}

/** One after the other: managed files are few and small. */
async function lookAtAll<T>(paths: readonly string[], look: (path: string) => Promise<T | null>): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const path of paths) {
    const seen = await look(path);
    if (seen !== null) found.set(path, seen);
  }
  return found;
}
