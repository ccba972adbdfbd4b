import type { SecretValues } from '@tamada/core/bundle';
import type { Facts } from '@tamada/core/facts';
import type { Topology } from '@tamada/core/topology';
import type { CallOptions } from '@tamada/wire';
import type { RenderedBundle } from '../bundles/index.ts';
import type { OperationContext } from '../cli/context.ts';
import type { Connections } from '../connections/index.ts';
import type { TaskControl } from '../runner/index.ts';
import type { Lease } from './lease.ts';

/** What the executors work with. */
export interface TaskTools {
  readonly context: OperationContext;
  readonly topology: Topology;
  readonly connections: Connections;
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  /** The run's id. */
  readonly run: string;
  /** Checks of preflight whose failures are ignored. */
  readonly ignored: readonly string[];
  readonly lease: Lease;
  readonly found: Found;
  /** Gives the run's bundles their number, durably. */
  readonly assign: (generation: number) => Promise<void>;
}

/** What earlier tasks of the run found out for later ones. */
export interface Found {
  /** Of nodes whose programs have not changed since they were asked. */
  readonly facts: Map<string, Facts>;
  bundles: ReadonlyMap<string, RenderedBundle>;
  generation: number;
  /** Whether any task has changed anything. */
  changed: boolean;
}

export function nothingFound(): Found {
  return { facts: new Map(), bundles: new Map(), generation: 0, changed: false };
}

/** Options of a call that belongs to the run. */
export function runCall({ run, lease }: TaskTools, { signal }: TaskControl, deadlineMs: number): CallOptions {
  return { deadlineMs, signal, run, fence: lease.fence() };
}
