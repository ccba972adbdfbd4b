import type { Topology } from '@tamada/core/topology';
import type { Connections } from '../connections/index.ts';

export interface GatherTools {
  readonly topology: Topology;
  readonly connections: Connections;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
