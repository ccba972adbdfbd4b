import { bundleDigest, createRenderer, type Bundle } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { Facts } from '@tamada/core/facts';
import type { Topology } from '@tamada/core/topology';

export interface RenderedBundle {
  readonly bundle: Bundle;
  readonly digest: string;
}

export interface RenderAllInput {
  readonly topology: Topology;
  readonly facts: ReadonlyMap<string, Facts>;
  readonly templates: ReadonlyMap<string, string>;
}

/** The bundles of all nodes whose facts are known, by node, without a generation. */
export function renderAll({ topology, facts, templates }: RenderAllInput): ReadonlyMap<string, RenderedBundle> {
  const render = createRenderer(templates);
  const nodes = topology.nodes.filter(({ name }) => facts.has(name));
  return new Map(
    nodes.map((node) => {
      const bundle = render({ topology, node, facts: facts.get(node.name) ?? null });
      return [node.name, { bundle, digest: bundleDigest(bundle) }];
    }),
  );
}

/** A node's bundle; the phases before have rendered it. */
export function bundleOf(bundles: ReadonlyMap<string, RenderedBundle>, node: string): RenderedBundle {
  const rendered = bundles.get(node);
  if (rendered === undefined) throw new TamadaError({ code: 'internal', problem: `the bundle of ${node} was not rendered` });
  return rendered;
}
