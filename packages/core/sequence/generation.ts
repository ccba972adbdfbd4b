import type { NodeStatus } from '@tamada/core/view';

/** The greatest that there is: the contract's field holds twice as much, so that a number beyond it is seen and not wrapped. */
export const mostGeneration = 2 ** 31 - 1;

/** A number that is further ahead of what the workspace and most agents know is believed by nobody: one agent could end all counting. */
const mostAhead = 1000;

export interface GenerationInput {
  /** Digest of the bundle that was rendered for each node. */
  readonly digests: ReadonlyMap<string, string>;
  readonly observed: readonly NodeStatus[];
  /** The highest generation that the workspace's runs know. */
  readonly recorded: number;
  /** By node: the digests of bundles from which a cluster that stands may be brought to these. */
  readonly from?: ReadonlyMap<string, ReadonlySet<string>> | 'anything';
  /** A bootstrap has ended well, or nobody knows: what runs there is a cluster that stands, and not a mistake to be corrected. */
  readonly stands: boolean;
}

/** Which number the bundles get; refused where that would change nodes of a cluster that already stands. */
export type GenerationChoice =
  | { readonly kind: 'keep'; readonly generation: number }
  | { readonly kind: 'next'; readonly generation: number }
  /** These say a number that nothing else bears out. */
  | { readonly kind: 'unbelievable'; readonly nodes: readonly string[]; readonly believed: number }
  | { readonly kind: 'refused'; readonly differing: readonly string[]; readonly established: readonly string[] };

/** The same bundles keep their number, so that a second run changes nothing; other ones get the next after all that are known. */
export function chooseGeneration({ digests, observed, recorded, from, stands }: GenerationInput): GenerationChoice {
  const believed = believable(observed, recorded);
  const beyond = observed.filter((status) => numberOf(status) > believed).map(({ node }) => node);
  if (beyond.length > 0) return { kind: 'unbelievable', nodes: beyond, believed };
  const applied = observed.filter(({ agent }) => agent.activeGeneration !== null);
  const differing = applied.filter(({ node, agent }) => agent.digest !== digests.get(node)).map(({ node }) => node);
  const active = Math.max(0, ...applied.map(({ agent }) => agent.activeGeneration ?? 0));
  if (differing.length === 0 && active > 0) return { kind: 'keep', generation: active };
  const established = observed.filter(({ agent }) => agent.memberEstablished).map(({ node }) => node);
  const foreign = applied.filter(({ node, agent }) => differing.includes(node) && !mayComeFrom(from, node, agent.digest));
  if (stands && foreign.length > 0 && established.length > 0)
    return { kind: 'refused', differing: foreign.map(({ node }) => node), established };
  return { kind: 'next', generation: Math.max(active, recorded) + 1 };
}

function mayComeFrom(from: GenerationInput['from'], node: string, digest: string | null): boolean {
  return from === 'anything' || (digest !== null && from?.get(node)?.has(digest) === true);
}

/** Half of the agents and the workspace's own runs vouch for a number; what is a little ahead of them may be an apply that reached few. */
function believable(observed: readonly NodeStatus[], recorded: number): number {
  const numbers = observed.map(numberOf).toSorted((one, other) => one - other);
  const median = numbers[Math.floor((numbers.length - 1) / 2)] ?? 0;
  return Math.min(Math.max(recorded, median) + mostAhead, mostGeneration - 1);
}

function numberOf({ agent }: NodeStatus): number {
  return agent.activeGeneration ?? 0;
}
