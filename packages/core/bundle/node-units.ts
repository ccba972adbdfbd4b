import { platformTable, rolePrograms, unwantedUnits } from '../platform/index.ts';
import type { NodeContext } from './node-context.ts';
import type { BundleUnit } from './types.ts';

/** The units that the node shall run, and those of packages that it shall not. */
export function nodeUnits({ topology, node, platform }: NodeContext): readonly BundleUnit[] {
  const { programs } = platformTable(platform);
  const wanted = rolePrograms(node.role).flatMap((program): readonly BundleUnit[] => {
    const { unit } = programs[program];
    return unit === null ? [] : [{ name: unit, program, running: true, enabled: true }];
  });
  const unwanted = unwantedUnits(node.role, platform, topology.postgres.version).map((name): BundleUnit => ({
    name,
    program: 'postgres',
    running: false,
    enabled: false,
  }));
  return [...unwanted, ...wanted];
}
