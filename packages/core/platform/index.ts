export type { DirectoryRule, FileFormat, FileRule, Owner, TolerationCondition, Validator } from './file-rule.ts';
export { directoryTable, fileTable, templateNames } from './file-table.ts';
export { agentConfigPath, backupSitePath, platformPaths, theCheck } from './paths.ts';
export type { PlatformPaths } from './paths.ts';
export { ports, rolePorts } from './ports.ts';
export {
  nodePrograms,
  packagesOf,
  packageSubstitute,
  rolePackages,
  rolePrograms,
  roles,
  roleTimers,
  roleUsers,
  timerUnit,
  unwantedUnits,
} from './roles.ts';
export type { Role } from './roles.ts';
export { forVersion, platformTable, programUnits } from './table.ts';
export type { PlatformTable } from './rows.ts';
