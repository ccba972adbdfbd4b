import * as z from 'zod';
import { dynamicConfig, type JsonObject } from '../bundle/index.ts';
import type { Topology } from '../topology/index.ts';
import { appliedSchema, isChanging, type Applied, type RunRecord } from './run-record.ts';

/** What a run brings that carries out this topology. */
export function appliedBy(topology: Topology): Applied {
  const { users, databases } = topology.postgres;
  const made = [...users.map(({ name }) => `role ${name}`), ...databases.map(({ name }) => `database ${name}`)];
  return appliedSchema.parse({ fixed: fixedParts(topology), dynamic: dynamicConfig(topology, 'keep'), made });
}

function fixedParts({ name, datacenters, nodes, postgres, agent, consul, backup }: Topology): JsonObject {
  return {
    name,
    ...Object.fromEntries(datacenters.map(({ name: place, vip }) => [`datacenters.${place}`, vip === null ? null : { ...vip }])),
    ...Object.fromEntries(nodes.map(({ name: node, datacenter, address, role }) => [`nodes.${node}`, { datacenter, address, role }])),
    'postgres.version': postgres.version,
    'postgres.port': postgres.port,
    'postgres.locale': postgres.locale,
    'postgres.encoding': postgres.encoding,
    'agent.port': agent.port,
    'consul.datacenter': consul.datacenter,
    backup: backup === null ? null : { tool: backup.tool, port: backup.port },
    'backup.delayedReplica': backup?.delayedReplica == null ? null : { port: backup.delayedReplica.port },
  };
}

/** One entry of the cluster's history, as far as it is asked here. */
export interface PastRun {
  readonly kind: string;
  readonly json: string;
}

/** What is remembered of earlier runs: by this workspace, and by the cluster; null where its history could not be read. */
export interface Remembered {
  readonly runs: readonly RunRecord[];
  readonly history: readonly PastRun[] | null;
}

/**
 * Whether a bootstrap of this cluster has ended well: from then on it stands, and people may use it. Before that a changed cluster.yaml
 * corrects a mistake. The cluster's own word counts first; the workspace's where Consul is silent.
 */
export function bootstrapEnded({ runs, history }: Remembered): 'yes' | 'no' | 'unknown' {
  if (runs.some(({ sequence, result }) => isChanging(sequence) && result === 'done')) return 'yes';
  if (history !== null) return history.some(({ kind }) => isChanging(kind)) ? 'yes' : 'no';
  return runs.some(({ sequence }) => sequence === 'bootstrap') ? 'no' : 'unknown';
}

/** What earlier runs wanted of the cluster. */
export interface EarlierRuns {
  /** Of the last that ended well; null where nobody knows. */
  readonly last: Applied | null;
  /** Of those since that did not: as much of it as they came to. */
  readonly since: readonly Applied[];
}

/** The cluster's own word counts more than the workspace's: another workspace may have changed the cluster since. */
export function earlierRuns({ runs, history }: Remembered): EarlierRuns {
  const own = runs.filter(({ sequence }) => isChanging(sequence)).toSorted((one, other) => other.startedAtMs - one.startedAtMs);
  const done = own.findIndex(({ result }) => result === 'done');
  const since = own.slice(0, done < 0 ? own.length : done).flatMap(({ applied }) => applied ?? []);
  const told = history?.toReversed().flatMap(({ kind, json: text }) => (isChanging(kind) ? (read(text) ?? []) : []))[0];
  return { last: told ?? own[done]?.applied ?? null, since };
}

function read(text: string): Applied | null {
  try {
    return z.object({ applied: appliedSchema }).parse(JSON.parse(text)).applied;
  } catch {
    return null;
  }
}

/** A patch that takes away what earlier runs set and nobody wants any more. */
export function droppedKeys(before: readonly JsonObject[], wanted: JsonObject): JsonObject {
  const names = new Set(before.flatMap((one) => Object.keys(one)));
  return Object.fromEntries(
    [...names].flatMap((name): [string, JsonObject[string]][] => {
      const had = before.flatMap((one) => (Object.hasOwn(one, name) ? [one[name]] : []));
      if (!Object.hasOwn(wanted, name)) return [[name, null]];
      const [inner, now] = [had.filter(isObject), wanted[name]];
      if (inner.length === 0 || !isObject(now)) return [];
      const dropped = droppedKeys(inner, now);
      return Object.keys(dropped).length === 0 ? [] : [[name, dropped]];
    }),
  );
}

/** Puts one object over another, level by level. */
export function mergedConfig(below: JsonObject, above: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const under = merged[name];
    merged[name] = isObject(under) && isObject(value) ? mergedConfig(under, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What earlier runs leave to this one. */
export interface Before extends EarlierRuns {
  /** A bootstrap has ended well. */
  readonly ended: ReturnType<typeof bootstrapEnded>;
}
