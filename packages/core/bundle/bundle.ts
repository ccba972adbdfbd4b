import { createHash } from 'node:crypto';
import type { Owner } from '../platform/index.ts';
import { slotNames } from '../secrets/index.ts';
import type { Role } from '../topology/types.ts';

/** All files and units that one node needs. The digest covers everything here but the generation. */
export interface Bundle {
  readonly cluster: string;
  readonly node: string;
  /** Grows with every change; 0 while nothing has assigned one. */
  readonly generation: number;
  readonly directories: readonly BundleDirectory[];
  readonly files: readonly BundleFile[];
  readonly units: readonly BundleUnit[];
}

export interface BundleDirectory {
  readonly path: string;
  readonly program: Owner;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

/** `content` is text with secret slots (see secrets/slot.ts). */
export interface BundleFile extends BundleDirectory {
  readonly content: string;
}

/** What is wanted of a unit in the end. Units of a member that never ran are started but not enabled until it is established. */
export interface BundleUnit {
  readonly name: string;
  readonly program: Owner;
  readonly running: boolean;
  readonly enabled: boolean;
}

/** Names of all slots in a bundle, each once, sorted; those that the agent fills by itself too. */
export function bundleSlots(bundle: Bundle): readonly string[] {
  return [...new Set(bundle.files.flatMap(({ content }) => slotNames(content)))].toSorted();
}

/** Secrets that the agent itself needs beside the slots of its bundle, by the names that they have on a node. */
export function agentSecrets(role: Role): readonly string[] {
  switch (role) {
    case 'database':
      return ['consul_token_tamada', 'patroni_rest'];
    case 'witness':
      return ['consul_token_tamada'];
    case 'backup':
      return [];
  }
}

/** sha256 over the bundle without its generation, as canonical JSON: keys sorted, lists in their order. */
export function bundleDigest(bundle: Bundle): string {
  const { cluster, node, directories, files, units } = bundle;
  return createHash('sha256').update(canonicalJson({ cluster, node, directories, files, units })).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
