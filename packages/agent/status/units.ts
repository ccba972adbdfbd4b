import { platformTable, rolePrograms } from '@tamada/core/platform';
import type { AgentConfig } from '@tamada/core/bundle';
import type { NodeStatus } from '@tamada/core/verdict';
import type { Units } from '../observe/units.ts';
import { inTime } from './in-time.ts';

/** The units of the node's programs. */
export async function unitsStatus(config: AgentConfig, units: Units, timeoutMs: number): Promise<Pick<NodeStatus, 'units' | 'warnings'>> {
  try {
    const states = await inTime(units.show(programUnits(config)), timeoutMs);
    return {
      units: states.map(({ name, active, sub, enabled, invocationId, restarts }) => ({
        name,
        active,
        sub,
        enabled,
        invocationId,
        restarts,
      })),
      warnings: [],
    };
  } catch (error) {
    return { units: [], warnings: [`systemd does not tell of the units: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** Units of the programs that the node's role runs. */
export function programUnits({ platform, role }: Pick<AgentConfig, 'platform' | 'role'>): readonly string[] {
  const { programs } = platformTable(platform);
  return rolePrograms(role).flatMap((program) => programs[program].unit ?? []);
}
