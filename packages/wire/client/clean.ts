import { plainLine, plainText } from '@tamada/core/foreign';
import { mostNumber } from '../requests/grammar.ts';

/** Fields that may have several lines; everything else stays on one line, so that it cannot look like a line of ours. */
const texts: readonly string[] = ['difference', 'edited', 'output', 'problem', 'config', 'json', 'signingRequest'];

/** What an agent sent, safe for a terminal and for dates: no control characters, no impossible numbers (it throws for those). */
export function cleanReply(value: unknown, field = 'it'): unknown {
  if (typeof value === 'string') return texts.includes(field) ? plainText(value) : plainLine(value);
  if (typeof value === 'number' && !(Math.abs(value) <= mostNumber)) throw new RangeError(`${field} is ${String(value)}`);
  if (Array.isArray(value)) return value.map((item) => cleanReply(item, field));
  // Bytes are a file's, and go into one.
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleanReply(item, name)]));
}
