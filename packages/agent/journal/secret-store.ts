import { join } from 'node:path';
import type { SecretValues } from '@tamada/core/bundle';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/** Values for the slots, at rest on this node only. */
export interface SecretStore {
  /** All that are known, with those that the node takes from its own certificates. */
  readonly all: () => Promise<SecretValues>;
  readonly value: (name: string) => Promise<string | null>;
  /** Adds and replaces. */
  readonly keep: (values: SecretValues) => Promise<void>;
}

/** Slots that stand for a file of the node's certificate. */
const localFiles = { 'tls.authority': 'authority.crt', 'tls.certificate': 'node.crt', 'tls.key': 'node.key' } as const;

export function makeSecretStore(paths: AgentPaths): SecretStore {
  async function kept(): Promise<SecretValues> {
    const text = await readOptional(paths.secrets);
    return text === null ? {} : (JSON.parse(text) as SecretValues);
  }
  async function local(): Promise<SecretValues> {
    const entries = Object.entries(localFiles).map(async ([name, file]) => [name, await readOptional(join(paths.nodeTls, file))] as const);
    return Object.fromEntries((await Promise.all(entries)).filter((entry): entry is readonly [string, string] => entry[1] !== null));
  }
  async function all(): Promise<SecretValues> {
    return { ...(await kept()), ...(await local()) };
  }
  return {
    all,
    value: async (name) => (await all())[name] ?? null,
    async keep(values) {
      const before = await kept();
      const after = { ...before, ...values };
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      await writeFileAtomic(paths.secrets, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
    },
  };
}
