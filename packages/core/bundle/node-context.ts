import type { Facts, Platform, Program } from '../facts/index.ts';
import type { PlatformPaths } from '../platform/index.ts';
import { platformPaths } from '../platform/index.ts';
import type { Timing } from '../timing/index.ts';
import { timingOf } from '../timing/index.ts';
import { databaseNodes } from '../topology/nodes.ts';
import type { Node, Topology } from '../topology/types.ts';

/** What all views of one node are made from. */
export interface NodeContext {
  readonly topology: Topology;
  readonly node: Node;
  readonly platform: Platform;
  readonly facts: Facts | null;
  readonly paths: PlatformPaths;
  readonly timing: Timing;
}

export function nodeContext(topology: Topology, node: Node, facts: Facts | null, platform: Platform | undefined): NodeContext {
  const known = facts?.platform ?? platform ?? 'debian';
  return {
    topology,
    node,
    platform: known,
    facts,
    paths: platformPaths(known, topology.postgres.version),
    timing: timingOf(topology.failover.profile, databaseNodes(topology).length),
  };
}

/** What a platform's packages bring where no facts tell. */
const usualVersions: Readonly<Record<Platform, Partial<Record<Program, string>>>> = {
  debian: { consul: '1.8.7' },
  rhel: { consul: '1.20.0' },
};

/** Major and minor version of a program on this node. */
export function versionOf(context: NodeContext, program: Program): readonly [number, number] {
  const reported = context.facts?.programs.find((entry) => entry.program === program)?.version;
  const [major, minor] = (reported ?? usualVersions[context.platform][program] ?? '0.0').split('.');
  return [Number(major ?? 0), Number(minor ?? 0)];
}

export function atLeast(version: readonly [number, number], major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor);
}
