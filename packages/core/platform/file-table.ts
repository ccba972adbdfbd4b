import type { Platform, Program } from '../facts/types.ts';
import type { Role } from '../topology/types.ts';
import type { DirectoryRule, FileRule } from './file-rule.ts';
import type { PlatformPaths } from './paths.ts';
import { platformPaths } from './paths.ts';
import { consulDirectories, consulFiles } from './files/consul.ts';
import { haproxyDirectories, haproxyFiles } from './files/haproxy.ts';
import { keepalivedDirectories, keepalivedFiles } from './files/keepalived.ts';
import { patroniDirectories, patroniFiles } from './files/patroni.ts';
import { tamadaDirectories, tamadaFiles } from './files/tamada.ts';
import { rolePrograms } from './roles.ts';

/** The only files that a bundle for this role may contain. */
export function fileTable(role: Role, platform: Platform, postgresVersion: number): readonly FileRule[] {
  return collect(role, platformPaths(platform, postgresVersion), tamadaFiles, {
    consul: consulFiles,
    patroni: patroniFiles,
    haproxy: () => haproxyFiles,
    keepalived: () => keepalivedFiles,
  });
}

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
