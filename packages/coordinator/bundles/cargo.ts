import { agentSecrets, bundleSlots, localSlots, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
import type { Program } from '@tamada/core/facts';
import { secretOfNode } from '@tamada/core/topology';
import type { Role } from '@tamada/core/topology';
import type { BundleCargo } from '@tamada/wire';
import type { RenderedBundle } from './render-all.ts';

export interface CargoInput {
  readonly rendered: RenderedBundle;
  readonly role: Role;
  readonly generation: number;
  readonly start: readonly Program[];
  readonly secrets: SecretValues;
}

/** What travels to one node: its bundle and only those secrets that it needs, each by the name that it has there. */
export function cargo({ rendered, role, generation, start, secrets }: CargoInput): BundleCargo {
  const local: readonly string[] = localSlots;
  const names = new Set([...bundleSlots(rendered.bundle).filter((name) => !local.includes(name)), ...agentSecrets(role)]);
  const values = Object.fromEntries([...names].map((name) => [name, secretValue(secrets, name, rendered.bundle.node)]));
  return { bundle: { ...rendered.bundle, generation }, digest: rendered.digest, start, secrets: values };
}

function secretValue(secrets: SecretValues, slot: string, node: string): string {
  const name = secretOfNode(slot, node);
  const value = own(secrets, name);
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: node });
  return value;
}
