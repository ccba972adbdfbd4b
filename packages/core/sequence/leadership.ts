import { databaseNodes, synchronousNodeCount, type Topology } from '@tamada/core/topology';
import { settled } from './settled.ts';
import { phase, type Phase } from './task.ts';

export interface Handover {
  readonly from: string;
  readonly to: string;
  /** The candidate is a synchronous standby now. */
  readonly isSync: boolean;
  /** The members that run, and whose hosts are waited for. */
  readonly there: readonly string[];
}

/** Another leader, by the leader's own Patroni; done when applications are led there and the synchronous guarantee holds again. */
export function switchoverSequence(topology: Topology, { from, to, isSync, there }: Handover): readonly Phase[] {
  // Patroni takes only a synchronous candidate; with all standbys synchronous for a moment, this one is, too.
  const makeSync = isSync || synchronousNodeCount(topology) === 0 ? null : databaseNodes(topology).length - 1;
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    phase('switchover', [{ kind: 'change_leader', node: from, to, hosts: there, makeSync }]),
    phase('settle', settled(topology, there), [{ kind: 'record_history' }]),
  ];
}

/** Automatic failover is turned off, or on again. */
export function pauseSequence(topology: Topology, paused: boolean): readonly Phase[] {
  const members = databaseNodes(topology).map(({ name }) => name);
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    phase(paused ? 'pause' : 'resume', [{ kind: 'set_paused', members, paused }], [{ kind: 'record_history' }]),
  ];
}
