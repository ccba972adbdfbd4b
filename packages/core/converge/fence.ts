import type { ErrorDetail } from '../errors/index.ts';

export interface FenceInput {
  /** What a changing call came with; null for nothing. */
  readonly fence: number | null;
  /** The last number that Consul bore out, as the journal keeps it; 0 for none. */
  readonly proven: number;
  /** The highest that came with a change while Consul said nothing; forgotten with the process, and as soon as Consul speaks. */
  readonly unproven: number;
  /** The lease's number as the node's own Consul tells it now: 0 where nobody holds it, null where Consul does not say. */
  readonly known: number | null;
}

/** `note`: where the number goes. Nowhere, into the journal at once, or into memory when the work has been done. */
export type FenceVerdict =
  | { readonly kind: 'admitted'; readonly note: 'nowhere' | 'journal' | 'memory' }
  | { readonly kind: 'refused'; readonly detail: ErrorDetail };

/**
 * Whether a change may be done by whoever has this lease number. Consul's word is worth more than what was seen: a number is kept for good
 * only where Consul has it, and one that Consul has is taken though a higher one was kept, so that no invented number locks anybody out.
 */
export function judgeFence({ fence, proven, unproven, known }: FenceInput): FenceVerdict {
  const seen = Math.max(proven, unproven);
  if (fence === null) {
    // Without a leader of Consul there is no lease to be had, and bootstrap has to make one.
    const current = Math.max(seen, known ?? 0);
    return known === null || current === 0 ? { kind: 'admitted', note: 'nowhere' } : refused({ code: 'fence_missing', current });
  }
  if (known !== null && known > 0) {
    if (fence === known) return { kind: 'admitted', note: 'journal' };
    return fence < known ? refused({ code: 'fence_old', current: known, got: fence }) : refused({ code: 'fence_wrong', known, got: fence });
  }
  return fence < seen ? refused({ code: 'fence_old', current: seen, got: fence }) : { kind: 'admitted', note: 'memory' };
}

function refused(detail: ErrorDetail): FenceVerdict {
  return { kind: 'refused', detail };
}
