import { platforms, type Platform, type Program } from '../facts/index.ts';
import type { DirectoryRule, FileRule } from './file-rule.ts';
import type { PlatformPaths } from './paths.ts';
import { agentConfigPath, platformPaths } from './paths.ts';
import { consulDirectories, consulFiles } from './files/consul.ts';
import { haproxyDirectories, haproxyFiles } from './files/haproxy.ts';
import { keepalivedDirectories, keepalivedFiles } from './files/keepalived.ts';
import { patroniDirectories, patroniFiles } from './files/patroni.ts';
import { rolePrograms, roles, type Role } from './roles.ts';

const root = { owner: 'root', group: 'root' };

const tamadaFiles: readonly FileRule[] = [
  {
    path: agentConfigPath,
    program: 'tamada',
    template: 'tamada/agent.yaml',
    format: 'yaml',
    ownership: root,
    maxMode: 0o644,
    needs: [],
    unit: null,
    restartKeys: [],
    validator: null,
  },
];

const tamadaDirectories: readonly DirectoryRule[] = [{ path: '/etc/tamada', program: 'tamada', ownership: root, maxMode: 0o755 }];

/** The only files that a bundle for this role may contain, in the order in which they are written. */
export function fileTable(role: Role, platform: Platform, postgresVersion: number): readonly FileRule[] {
  return collect(role, platformPaths(platform, postgresVersion), tamadaFiles, {
    consul: consulFiles,
    patroni: patroniFiles,
    haproxy: () => haproxyFiles,
    keepalived: () => keepalivedFiles,
  });
}

/** Names of all templates: an override of any other name is a mistake. */
export const templateNames: ReadonlySet<string> = new Set(
  platforms.flatMap((platform) => roles.flatMap((role) => fileTable(role, platform, 0).map(({ template }) => template))),
);

/** The only folders that a bundle for this role may contain. */
export function directoryTable(role: Role, platform: Platform, postgresVersion: number): readonly DirectoryRule[] {
  const paths = platformPaths(platform, postgresVersion);
  return collect(role, paths, tamadaDirectories, {
    consul: consulDirectories,
    patroni: patroniDirectories,
    haproxy: () => haproxyDirectories,
    keepalived: () => keepalivedDirectories,
  });
}

type Rules<R> = (paths: PlatformPaths) => readonly R[];

function collect<R>(
  role: Role,
  paths: PlatformPaths,
  everywhere: readonly R[],
  byProgram: Partial<Readonly<Record<Program, Rules<R>>>>,
): readonly R[] {
  return [...everywhere, ...rolePrograms(role).flatMap((program) => byProgram[program]?.(paths) ?? [])];
}
