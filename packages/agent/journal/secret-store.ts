import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localFiles } from '@tamada/core/bundle';
import type { SecretValues } from '@tamada/core/bundle';
import type { Mask } from '@tamada/core/converge';
import { isOpenSlot, maskOf, parseKeptSecrets, maskDetail } from '@tamada/core/converge';
import { TamadaError, errorDetail } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
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
  /** Keeps the values that are known now for a way back. */
  readonly setAside: () => Promise<void>;
  /** What they were, with the node's own certificates; what is known now where none were set aside. */
  readonly before: () => Promise<SecretValues>;
  /** Takes them into use again; without any, nothing is changed. */
  readonly takeBack: () => Promise<void>;
  /** The way back has ended, or is not needed any more. */
  readonly dropAside: () => Promise<void>;
  /** Removes from a text every secret that this process has known: also values that were replaced, and new ones that are not kept yet. */
  readonly mask: (coming?: SecretValues) => Promise<Mask>;
}

/** For nodes from before each program had its own certificate: an apply of that time that was interrupted is still finished. */
const sharedFiles = { 'tls.certificate': 'node.crt', 'tls.key': 'node.key' } as const;

/** `ofNode`: slots that are no secrets, by what the agent remembers. */
export function makeSecretStore(paths: AgentPaths, ofNode: () => SecretValues = () => ({})): SecretStore {
  const seen = new Set<string>();
  async function kept(file = paths.secrets): Promise<SecretValues> {
    const text = await readOptional(file);
    return text === null ? {} : parse(file, text);
  }
  async function write(file: string, values: SecretValues): Promise<void> {
    await writeFileAtomic(file, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  }
  async function local(): Promise<SecretValues> {
    const entries = Object.entries({ ...sharedFiles, ...localFiles }).map(
      async ([name, file]) => [name, await readOptional(join(paths.nodeTls, file))] as const,
    );
    return Object.fromEntries((await Promise.all(entries)).filter((entry): entry is readonly [string, string] => entry[1] !== null));
  }
  function see(values: SecretValues): void {
    for (const [name, value] of Object.entries(values)) if (!isOpenSlot(name)) seen.add(value);
  }
  async function replace(change: (before: SecretValues) => SecretValues): Promise<void> {
    const before = await kept();
    const after = Object.fromEntries(Object.entries(change(before)).toSorted());
    see(before);
    see(after);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    await write(paths.secrets, after);
  }
  async function all(): Promise<SecretValues> {
    const values = { ...(await kept()), ...(await local()), ...ofNode() };
    see(values);
    see(await kept(paths.secretsBefore));
    return values;
  }
  return {
    all,
    async value(name) {
      const values = await all();
      return own(values, name) ?? null;
    },
    keep: async (values) => replace((before) => ({ ...before, ...values })),
    async keepOnly(values, slots) {
      await replace(() => values);
      for (const [name, file] of Object.entries(sharedFiles))
        if (!slots.includes(name)) await rm(join(paths.nodeTls, file), { force: true });
    },
    setAside: async () => write(paths.secretsBefore, await kept()),
    async before() {
      const aside = (await readOptional(paths.secretsBefore)) === null ? await kept() : await kept(paths.secretsBefore);
      return { ...aside, ...(await local()), ...ofNode() };
    },
    async takeBack() {
      const text = await readOptional(paths.secretsBefore);
      if (text !== null) await replace(() => parse(paths.secretsBefore, text));
    },
    dropAside: () => rm(paths.secretsBefore, { force: true }),
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
  const next = 'restore it, or move it away: `tamada bootstrap` sends the values again';
  throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent writes there', next });
}

/** What an error tells, without secrets: programs quote their files, and what they said goes to logs, terminals and other people. */
export async function withoutSecrets(error: unknown, secrets: SecretStore): Promise<TamadaError> {
  const detail = errorDetail(error);
  const clean = new TamadaError(maskDetail(detail, await secrets.mask()));
  // Where it was thrown helps; the message before that is the text that was just masked.
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : [];
  clean.stack = [`${clean.name}: ${clean.message}`, ...frames].join('\n');
  return clean;
}
