import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { Facts } from '@tamada/core/facts';
import type { Before, RunRecord, Task, TaskKind } from '@tamada/core/sequence';
import { nodeOf, type Node, type Topology } from '@tamada/core/topology';
import type { CallOptions, ReplyOf } from '@tamada/wire';
import type { OperationContext } from '../cli/context.ts';
import type { Connections } from '../connections/connections.ts';
import type { Executor, TaskControl, TaskResult } from '../runner/run-sequence.ts';
import type { RenderedBundle } from './bundles.ts';
import type { Lease } from './cluster-lease.ts';

/** What the executors work with. */
export interface TaskTools {
  readonly context: OperationContext;
  readonly topology: Topology;
  readonly connections: Connections;
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  /** The run's record, as it was when the run began. */
  readonly record: RunRecord;
  readonly lease: Lease;
  readonly found: Found;
}

/** What earlier tasks of the run found out for later ones. A task returns its part of it; only the runner puts the parts together. */
export interface Found {
  /** By node; null once the programs of that node have changed. */
  readonly facts: ReadonlyMap<string, Facts | null>;
  readonly bundles: ReadonlyMap<string, RenderedBundle>;
  readonly generation: number;
  /** What earlier runs left; null until the bundles are prepared. */
  readonly before: Before | null;
  /** A parameter was patched that PostgreSQL takes at its next start only. */
  readonly restartDue: boolean;
  /** What the run did, for the cluster's history; plain values by name. */
  readonly told: Readonly<Record<string, unknown>>;
}

export const nothingFound: Found = { facts: new Map(), bundles: new Map(), generation: 0, before: null, restartDue: false, told: {} };

/** Facts add to those of other nodes, and what was done to what was done before; everything else is replaced. */
export function mergeFound(found: Found, part: Partial<Found>): Found {
  return { ...found, ...part, facts: new Map([...found.facts, ...(part.facts ?? [])]), told: { ...found.told, ...part.told } };
}

/** Does one kind of task. */
export type TaskExecutor<K extends TaskKind> = Executor<Extract<Task, { kind: K }>, TaskTools, Found>;

/** Options of a call that belongs to the run. */
export function runCall({ record, lease }: TaskTools, { signal }: TaskControl, deadlineMs: number): CallOptions {
  return { deadlineMs, signal, run: record.id, fence: lease.fence() };
}

/** The topology's node of that name; tasks name no others. */
export function nodeNamed(topology: Topology, name: string): Node {
  const node = nodeOf(topology, name);
  if (node === undefined) throw new TamadaError({ code: 'internal', problem: `${name} is not in the topology` });
  return node;
}

/** What an agent changed, in its words. */
export function changeResult({ changed, changes }: ReplyOf<'EnsureAcl'>): TaskResult<Found> {
  return { changed, note: changes.join('; ') };
}
