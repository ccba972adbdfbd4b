import { slotNames } from '../secrets/index.ts';
import type { Role } from '../topology/types.ts';
import type { Bundle } from './types.ts';

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
