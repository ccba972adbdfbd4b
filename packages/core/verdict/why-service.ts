import type { Topology } from '@tamada/core/topology';
import type { Observation } from './observation.ts';
import { whyReads, type ReadReason } from './why-reads.ts';
import { whyWrites, type WriteReason } from './why-writes.ts';

/** Why 5555 (`rw`) or 5556 (`ro`) leads where it leads, from what all nodes say. */
export function whyService(service: 'rw' | 'ro', topology: Topology, observations: readonly Observation[]): WriteReason | ReadReason {
  return service === 'rw' ? whyWrites(topology, observations) : whyReads(topology, observations);
}
