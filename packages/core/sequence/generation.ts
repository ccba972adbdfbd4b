import type { NodeStatus } from '@tamada/core/view';

export interface GenerationInput {
  /** Digest of the bundle that was rendered for each node. */
  readonly digests: ReadonlyMap<string, string>;
  readonly observed: readonly NodeStatus[];
  /** The highest generation that the workspace's runs know. */
  readonly recorded: number;
}

/** Which number the bundles get; refused where that would change nodes of a cluster that already stands. */
export type GenerationChoice =
  | { readonly kind: 'keep'; readonly generation: number }
  | { readonly kind: 'next'; readonly generation: number }
  | { readonly kind: 'refused'; readonly differing: readonly string[]; readonly established: readonly string[] };

/** The same bundles keep their number, so that a second run changes nothing; other ones get the next after all that are known. */
export function chooseGeneration({ digests, observed, recorded }: GenerationInput): GenerationChoice {
  const applied = observed.filter(({ agent }) => agent.activeGeneration !== null);
  const differing = applied.filter(({ node, agent }) => agent.digest !== digests.get(node)).map(({ node }) => node);
  const active = Math.max(0, ...applied.map(({ agent }) => agent.activeGeneration ?? 0));
  if (differing.length === 0 && active > 0) return { kind: 'keep', generation: active };
  const established = observed.filter(({ agent }) => agent.memberEstablished).map(({ node }) => node);
  if (differing.length > 0 && established.length > 0) return { kind: 'refused', differing, established };
  return { kind: 'next', generation: Math.max(active, recorded) + 1 };
}
