import { join } from 'node:path';
import type { SecretValues } from '@tamada/core/bundle';
import type { Mask } from '@tamada/core/converge';
import { isOpenSlot, maskOf, parseKeptSecrets } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/** Values for the slots, at rest on this node only. */
export interface SecretStore {
  /** All that are known, with those that the node takes from its own certificates. */
  readonly all: () => Promise<SecretValues>;
  readonly value: (name: string) => Promise<string | null>;
  /** Adds and replaces. */
  readonly keep: (values: SecretValues) => Promise<void>;
  /** Takes out of a text what this process has ever known: values that were replaced since, and new ones that are not kept yet. */
  readonly mask: (coming?: SecretValues) => Promise<Mask>;
}

/** Slots that stand for a file of the node's certificate. */
const localFiles = { 'tls.authority': 'authority.crt', 'tls.certificate': 'node.crt', 'tls.key': 'node.key' } as const;

export function makeSecretStore(paths: AgentPaths): SecretStore {
  const seen = new Set<string>();
  async function kept(): Promise<SecretValues> {
    const text = await readOptional(paths.secrets);
    return text === null ? {} : parse(paths.secrets, text);
  }
  async function local(): Promise<SecretValues> {
    const entries = Object.entries(localFiles).map(async ([name, file]) => [name, await readOptional(join(paths.nodeTls, file))] as const);
    return Object.fromEntries((await Promise.all(entries)).filter((entry): entry is readonly [string, string] => entry[1] !== null));
  }
  function see(values: SecretValues): void {
    for (const [name, value] of Object.entries(values)) if (!isOpenSlot(name)) seen.add(value);
  }
  async function all(): Promise<SecretValues> {
    const values = { ...(await kept()), ...(await local()) };
    see(values);
    return values;
  }
  return {
    all,
    async value(name) {
      const values = await all();
      return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
    },
    async keep(values) {
      const before = await kept();
      const after = { ...before, ...values };
      see(before);
      see(after);
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      await writeFileAtomic(paths.secrets, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
    },
    async mask(coming = {}) {
      see(coming);
      // Whatever cannot be read now cannot be shown either.
      await all().catch(() => undefined);
      return maskOf(seen);
    },
  };
}

function parse(file: string, text: string): SecretValues {
  const values = parseKeptSecrets(text);
  if (values !== null) return values;
  const next = 'restore it, or move it away: `tamada bootstrap` brings the values again';
  throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent writes there', next });
}
