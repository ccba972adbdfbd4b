export type { DirectoryRule, FileRule } from './file-rule.ts';
export { directoryTable, fileTable } from './file-table.ts';
export { platformPaths, theCheck } from './paths.ts';
export type { PlatformPaths } from './paths.ts';
export { ports, rolePorts } from './ports.ts';
export { nodePrograms, packageSubstitute, rolePackages, rolePrograms, roleUsers, unwantedUnits } from './roles.ts';
export { forVersion, platformTable } from './table.ts';
export type { PlatformTable } from './rows.ts';
export type { TolerationCondition, Validator } from './validator.ts';
