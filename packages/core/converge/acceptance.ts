import type { AgentConfig, Bundle, BundleDirectory } from '@tamada/core/bundle';
import type { ErrorDetail } from '@tamada/core/errors';
import {
  directoryTable,
  fileTable,
  platformPaths,
  platformTable,
  rolePrograms,
  unwantedUnits,
  type DirectoryRule,
  type FileRule,
} from '@tamada/core/platform';
import type { JournalState } from './journal.ts';

interface Identity {
  readonly cluster: string;
  readonly node: string;
}

/** Why an agent does not take a bundle, judged by what it is for and what came before it; null when it does. */
export function refusal(bundle: Bundle, digest: string, self: Identity, { active }: JournalState): ErrorDetail | null {
  const { cluster, node, generation } = bundle;
  if (cluster !== self.cluster) return { code: 'wrong_cluster', expected: self.cluster, got: cluster };
  if (node !== self.node) return { code: 'wrong_node', expected: self.node, got: node };
  const twice =
    repeated([...bundle.files, ...bundle.directories].map(({ path }) => path)) ?? repeated(bundle.units.map(({ name }) => name));
  if (twice !== undefined) return { code: 'bundle_corrupt', problem: `${twice} stands in it twice` };
  if (generation < 1) return { code: 'bundle_corrupt', problem: 'it has no generation' };
  if (active === null || generation > active.generation) return null;
  if (generation < active.generation) return { code: 'generation_old', current: active.generation, got: generation };
  return digest === active.digest ? null : { code: 'generation_conflict', generation, current: active.digest, got: digest };
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Everything that a bundle for this node may be about. */
export interface RoleTable {
  readonly files: ReadonlyMap<string, FileRule>;
  readonly directories: ReadonlyMap<string, DirectoryRule>;
  readonly units: ReadonlySet<string>;
  /** Null where the role has no database. */
  readonly dataDirectory: string | null;
}

export function roleTable({ role, platform, postgres }: Pick<AgentConfig, 'role' | 'platform' | 'postgres'>): RoleTable {
  const { programs } = platformTable(platform);
  const units = rolePrograms(role).flatMap((program) => programs[program].unit ?? []);
  return {
    files: new Map(fileTable(role, platform, postgres.version).map((rule) => [rule.path, rule])),
    directories: new Map(directoryTable(role, platform, postgres.version).map((rule) => [rule.path, rule])),
    units: new Set([...units, ...unwantedUnits(role, platform, postgres.version)]),
    dataDirectory: rolePrograms(role).includes('postgres') ? platformPaths(platform, postgres.version).postgresData : null,
  };
}

/** The first part of a bundle that the role may not have; null when all may be. */
export function tableRefusal(bundle: Bundle, table: RoleTable): ErrorDetail | null {
  const parts = [
    ...bundle.directories.map((directory) => [directory, table.directories.get(directory.path)] as const),
    ...bundle.files.map((file) => [file, table.files.get(file.path)] as const),
  ];
  for (const [part, rule] of parts) {
    const problem = problemOf(part, rule);
    if (problem !== null) return { code: 'path_refused', path: part.path, problem };
  }
  const unit = bundle.units.find(({ name }) => !table.units.has(name));
  return unit === undefined ? null : { code: 'path_refused', path: unit.name, problem: 'a node of this role has no such unit' };
}

function problemOf(part: BundleDirectory, rule: DirectoryRule | undefined): string | null {
  if (rule === undefined) return 'a node of this role has no such file or folder';
  if (part.program !== rule.program) return `it belongs to ${rule.program}, not to ${part.program}`;
  const { owner, group } = rule.ownership;
  if (part.owner !== owner || part.group !== group) return `its owner is ${owner}:${group}, not ${part.owner}:${part.group}`;
  // Bits outside of maxMode, setuid among them.
  return (part.mode & ~rule.maxMode) === 0 ? null : `its mode may be ${octal(rule.maxMode)} at most, not ${octal(part.mode)}`;
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
