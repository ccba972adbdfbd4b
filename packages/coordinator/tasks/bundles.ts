import { privateName, sshPublicKey } from '@tamada/core/secrets';
import { agentSecrets, bundleDigest, bundleSlots, createRenderer, localSlots, type Bundle, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { Facts, Program } from '@tamada/core/facts';
import { own } from '@tamada/core/foreign';
import { secretOfNode, type Role, type Topology } from '@tamada/core/topology';
import type { BundleCargo } from '@tamada/wire';

export interface RenderedBundle {
  readonly bundle: Bundle;
  readonly digest: string;
}

export interface RenderAllInput {
  readonly topology: Topology;
  readonly facts: ReadonlyMap<string, Facts | null>;
  readonly templates: ReadonlyMap<string, string>;
}

/** The bundles of all nodes whose facts are known, by node, without a generation. */
export function renderAll({ topology, facts, templates }: RenderAllInput): ReadonlyMap<string, RenderedBundle> {
  const render = createRenderer(templates);
  return new Map(
    topology.nodes.flatMap((node) => {
      const known = facts.get(node.name) ?? null;
      if (known === null) return [];
      const bundle = render({ topology, node, facts: known });
      return [[node.name, { bundle, digest: bundleDigest(bundle) }]];
    }),
  );
}

export function digestsOf(bundles: ReadonlyMap<string, RenderedBundle>): Readonly<Record<string, string>> {
  return Object.fromEntries([...bundles].map(([node, { digest }]) => [node, digest]));
}

/** A node's bundle, which must have been rendered before. */
export function bundleOf(bundles: ReadonlyMap<string, RenderedBundle>, node: string): RenderedBundle {
  const rendered = bundles.get(node);
  if (rendered === undefined) throw new TamadaError({ code: 'internal', problem: `the bundle of ${node} was not rendered` });
  return rendered;
}

export interface CargoInput {
  readonly rendered: RenderedBundle;
  readonly role: Role;
  readonly generation: number;
  readonly start: readonly Program[];
  readonly secrets: SecretValues;
  readonly confirmWithinMs?: number | undefined;
}

/** What travels to one node: its bundle and only the secrets that it needs, each by the name that it has there. */
export function cargo({ rendered, role, generation, start, secrets, confirmWithinMs }: CargoInput): BundleCargo {
  const local: readonly string[] = localSlots;
  const names = new Set([...bundleSlots(rendered.bundle).filter((name) => !local.includes(name)), ...agentSecrets(role)]);
  const values = Object.fromEntries([...names].map((name) => [name, secretValue(secrets, name, rendered.bundle.node)]));
  const trial = confirmWithinMs === undefined ? {} : { confirmWithinMs };
  return { bundle: { ...rendered.bundle, generation }, digest: rendered.digest, start, secrets: values, ...trial };
}

function secretValue(secrets: SecretValues, slot: string, node: string): string {
  const hidden = privateName(slot);
  const name = secretOfNode(hidden ?? slot, node);
  const value = own(secrets, name);
  // Of a key whose public half is asked for nothing else leaves the workspace.
  const sent = value === undefined || hidden === null ? value : sshPublicKey(value);
  if (sent === undefined || sent === null) throw new TamadaError({ code: 'secret_missing', name, neededBy: node });
  return sent;
}
