import { platformTable, rolePrograms } from '@tamada/core/platform';
import type { AgentConfig } from '@tamada/core/bundle';
import { said, unitState, type Look, type NodeStatus } from '@tamada/core/view';
import type { UnitState } from '../observe/units.ts';

/** The units of the node's programs, as the wire has them. */
export function unitsSaid(look: Look<readonly UnitState[]>): NodeStatus['units'] {
  const states = said(look);
  if (states === null) return look as Exclude<typeof look, { answer: 'said' }>;
  return {
    answer: 'said',
    waitedMs: look.waitedMs,
    said: states.map(({ name, active, sub, enabled, invocationId, restarts }) => ({
      name,
      state: unitState.read(active),
      sub,
      enabled,
      invocationId: invocationId === '' ? null : invocationId,
      restarts,
    })),
  };
}

/** Units of the programs that the node's role runs. */
export function programUnits({ platform, role }: Pick<AgentConfig, 'platform' | 'role'>): readonly string[] {
  const { programs } = platformTable(platform);
  return rolePrograms(role).flatMap((program) => programs[program].unit ?? []);
}
