import type { NodeStatus } from './node-status.ts';

/** Whether keepalived runs; null where systemd does not tell. The unit has this name on every platform. */
export function keepalivedRuns({ units }: NodeStatus): boolean | null {
  const unit = units.find(({ name }) => name === 'keepalived.service');
  return unit === undefined ? null : unit.active === 'active';
}
