import type { Row } from './read-table.ts';

/** Bits of `srv_admin_state` and `srv_check_state` (management guide, "show servers state"). */
const forcedMaintenance = 0x01;
const forcedDrain = 0x08;
const checkConfigured = 0x02;
const checkEnabled = 0x04;

/** What somebody has set on a server through the runtime socket; our configuration sets none of it. Null for nothing. */
export function byHand({ srv_admin_state, srv_check_state, srv_uweight, srv_iweight, srv_check_addr = '-' }: Row): string | null {
  const [admin, check] = [Number(srv_admin_state), Number(srv_check_state)];
  const deeds = [
    (admin & forcedMaintenance) === 0 ? null : 'in maintenance',
    (admin & forcedDrain) === 0 ? null : 'draining',
    srv_uweight === srv_iweight ? null : `weight ${srv_uweight ?? 'unknown'} instead of ${srv_iweight ?? 'unknown'}`,
    (check & checkConfigured) !== 0 && (check & checkEnabled) === 0 ? 'checks switched off' : null,
    srv_check_addr === '-' ? null : `checked at ${srv_check_addr}`,
  ].filter((words) => words !== null);
  return deeds.length === 0 ? null : deeds.join(', ');
}
