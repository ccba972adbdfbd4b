import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { RequiredSecret } from '@tamada/core/topology';

/** Letters and digits that are not mistaken for each other and that a double click selects as one word; 32 of them are 185 bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const passwordLength = 32;
const keepalivedLength = 8;

export function makeSecret(kind: RequiredSecret['kind']): string {
  switch (kind) {
    case 'password':
      return randomWord(passwordLength);
    case 'uuid':
      return randomUUID();
    case 'gossip_key':
      return randomBytes(32).toString('base64');
    case 'keepalived_password':
      return randomWord(keepalivedLength);
  }
}

function randomWord(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
