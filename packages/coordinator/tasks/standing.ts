import { unfinishedRuns, type RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import type { NodeStatus, Observation } from '@tamada/core/view';
import { lookAt } from '../connections/look.ts';
import type { Reach } from '../connections/reach.ts';
import { readRuns } from '../workspace/runs.ts';
import { digestsOf, renderAll, type RenderAllInput, type RenderedBundle } from './bundles.ts';

type Templates = RenderAllInput['templates'];

/** The bundles of a cluster, by node. */
export type Bundles = ReadonlyMap<string, RenderedBundle>;

/**
 * What the nodes of a cluster without backups were given: it had no backup host, or one with nothing to do. The first knows nothing of that
 * host, and neither does HAProxy's list of who may come.
 */
export function bundlesWithoutBackups({ topology, facts, templates }: RenderAllInput): readonly Bundles[] {
  const hosted = { ...topology, backup: null };
  const hostless = { ...hosted, nodes: topology.nodes.filter(({ role }) => role !== 'backup') };
  return [hostless, hosted].map((before) => renderAll({ topology: before, facts, templates }));
}

/**
 * By node: the bundles from which a setup of backups may go on. Those without backups, and what earlier setups brought that did not end
 * well: a mistake in them can be corrected.
 */
export function digestsBefore(before: readonly Bundles[], runs: readonly RunRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = [
    ...before.flatMap((bundles) => Object.entries(digestsOf(bundles))),
    ...unfinishedRuns(runs, 'backup_setup').flatMap(({ digests }) => Object.entries(digests)),
  ];
  return new Map(known.map(([node]) => [node, new Set(known.filter(([other]) => other === node).map(([, digest]) => digest))]));
}

/** How a node's last bundle compares with what is wanted; null for none yet. */
export type NodeStanding = 'as wanted' | 'before' | 'other' | null;

/** By node, in the order of `observed`. */
export function standings(
  observed: readonly NodeStatus[],
  wanted: Bundles,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, NodeStanding> {
  return new Map(observed.map(({ node, agent }) => [node, standingOf(agent, wanted.get(node), before.get(node))]));
}

function standingOf(
  { activeGeneration, digest }: NodeStatus['agent'],
  wanted: RenderedBundle | undefined,
  before: ReadonlySet<string> | undefined,
): NodeStanding {
  if (activeGeneration === null) return null;
  if (digest === wanted?.digest) return 'as wanted';
  return digest !== null && before?.has(digest) === true ? 'before' : 'other';
}

/** Nothing but backups is missing from a cluster that stands. */
export function lacksOnlyBackups({ backup }: Topology, standing: ReadonlyMap<string, NodeStanding>): boolean {
  const found = [...standing.values()];
  return backup !== null && found.includes('before') && !found.includes('other');
}

/** A cluster that stands, as far as its agents answer, beside what the topology wants of it. */
export interface StandingCluster {
  readonly observations: readonly Observation[];
  readonly wanted: Bundles;
  /** What the cluster had without backups: by the one that most nodes were given. */
  readonly before: Bundles;
  /** Of the nodes that answered. */
  readonly nodes: ReadonlyMap<string, NodeStanding>;
}

/** Long enough for a busy host. */
const patientMs = 10_000;

/** Null where no member that answers has ever run. */
export async function standingCluster({ context, topology, connections }: Reach, templates: Templates): Promise<StandingCluster | null> {
  const names = topology.nodes.map(({ name }) => name);
  const observations = await lookAt(connections, names, { deadlineMs: patientMs });
  const observed = observations.flatMap(({ status }) => status ?? []);
  if (!observed.some(({ agent }) => agent.memberEstablished)) return null;
  // Whoever said nothing just now would only be waited for again.
  const heard = observed.map(({ node }) => node);
  const replies = await connections.askAll(heard, (client, call) => client.getFacts({}, call), { deadlineMs: patientMs });
  const facts = new Map(replies.flatMap((reply) => (reply.ok ? [[reply.node, reply.value]] : [])));
  const input = { topology, facts, templates };
  const wanted = renderAll(input);
  const before = bundlesWithoutBackups(input);
  const nodes = standings(observed, wanted, digestsBefore(before, await readRuns(context.workspace)));
  return { observations, wanted, before: nearest(before, observed), nodes };
}

/** A difference is told against these. */
function nearest(before: readonly Bundles[], observed: readonly NodeStatus[]): Bundles {
  const applied = (bundles: Bundles): number => observed.filter(({ node, agent }) => bundles.get(node)?.digest === agent.digest).length;
  return before.toSorted((one, other) => applied(other) - applied(one))[0] ?? new Map();
}
