import type { ClusterView } from '@tamada/core/view';
import { whyReads, type ReadReason } from './why-reads.ts';
import { whyWrites, type WriteReason } from './why-writes.ts';

/** Why 5555 (`rw`) or 5556 (`ro`) leads where it leads, from what all nodes say. */
export function whyService(service: 'rw' | 'ro', view: ClusterView): WriteReason | ReadReason {
  return service === 'rw' ? whyWrites(view) : whyReads(view);
}
