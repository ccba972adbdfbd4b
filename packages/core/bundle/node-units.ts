import { backupTimers } from '../backup/index.ts';
import { nodePrograms, platformTable, rolePrograms, roleTimers, timerUnit, unwantedUnits } from '../platform/index.ts';
import type { NodeContext } from './node-context.ts';
import type { BundleUnit } from './types.ts';

/** The units that the node shall run, and those of packages or of its role that it shall not. */
export function nodeUnits({ topology, node, platform }: NodeContext): readonly BundleUnit[] {
  const { programs } = platformTable(platform);
  const wanted = nodePrograms(topology, node);
  const ofRole = rolePrograms(node.role).flatMap((program): readonly BundleUnit[] => {
    const { unit } = programs[program];
    const needed = wanted.includes(program);
    return unit === null ? [] : [{ name: unit, program, running: needed, enabled: needed }];
  });
  const unwanted = unwantedUnits(node.role, platform, topology.postgres.version).map(({ name, program }): BundleUnit => ({
    name,
    program,
    running: false,
    enabled: false,
  }));
  const timers = backupTimers
    .map((timer) => ({ name: timerUnit(timer), wanted: (topology.backup?.schedule[timer] ?? null) !== null }))
    .filter(({ name }) => roleTimers(node.role).includes(name))
    .map(({ name, wanted }): BundleUnit => ({ name, program: 'tamada', running: wanted, enabled: wanted }));
  return [...unwanted, ...ofRole, ...timers];
}
