import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localFiles } from '@tamada/core/bundle';
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
  /** Forgets all but these, once the bundle with these slots is in force; also the key that the node's programs once shared. */
  readonly keepOnly: (values: SecretValues, slots: readonly string[]) => Promise<void>;
}

/** Of a node from before each program had its own certificate: a bundle of that time that was begun is still finished. */
const sharedFiles = { 'tls.certificate': 'node.crt', 'tls.key': 'node.key' } as const;

export function makeSecretStore(paths: AgentPaths): SecretStore {
  async function kept(): Promise<SecretValues> {
    const text = await readOptional(paths.secrets);
    return text === null ? {} : (JSON.parse(text) as SecretValues);
  }
  async function local(): Promise<SecretValues> {
    const entries = Object.entries({ ...sharedFiles, ...localFiles }).map(
      async ([name, file]) => [name, await readOptional(join(paths.nodeTls, file))] as const,
    );
    return Object.fromEntries((await Promise.all(entries)).filter((entry): entry is readonly [string, string] => entry[1] !== null));
  }
  async function replace(change: (before: SecretValues) => SecretValues): Promise<void> {
    const before = await kept();
    const after = Object.fromEntries(Object.entries(change(before)).toSorted());
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    await writeFileAtomic(paths.secrets, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
  }
  async function all(): Promise<SecretValues> {
    return { ...(await kept()), ...(await local()) };
  }
  return {
    all,
    value: async (name) => (await all())[name] ?? null,
    keep: async (values) => replace((before) => ({ ...before, ...values })),
    async keepOnly(values, slots) {
      await replace(() => values);
      for (const [name, file] of Object.entries(sharedFiles))
        if (!slots.includes(name)) await rm(join(paths.nodeTls, file), { force: true });
    },
  };
}
