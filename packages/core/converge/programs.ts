import type { Owner } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';

/** Order in which units are touched: Patroni needs Consul, HAProxy and keepalived need a leader to lead to. */
export const programOrder: readonly Owner[] = [
  'tamada',
  'consul',
  'postgres',
  'patroni',
  'haproxy',
  'keepalived',
  'pgbackrest',
  'pg_probackup',
  'sshd',
  'delayed',
];

/** Programs that are waited for after a start. */
export const gatedPrograms: readonly Program[] = ['consul', 'patroni'];
