import type { ErrorDetail } from '@tamada/core/errors';
import type { Step } from './step.ts';

/** Steps in order, none when the node is as it should be; or why nothing may be done. */
export type Plan = { readonly kind: 'steps'; readonly steps: readonly Step[] } | { readonly kind: 'refused'; readonly detail: ErrorDetail };
