import type * as z from 'zod';

/** Escape sequences of terminals: CSI (colours, cursor), OSC (titles, links, the clipboard), and the short ones. */
const sequences = /\u001b\[[0-?]*[ -/]*[@-~]|[\u001b\u009d][\]PX^_]?[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]/g;

/** Control characters that are left, without tab and line feed, and those that turn the direction of writing. */

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text that somebody else wrote, as it may go to a terminal or a log: no control character but tab and line feed. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(sequences, '').replaceAll(controls, '');
}

/** The same on one line: what should be a word must not look like a line of ours. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/[\n\t]+/g, ' ');
}

/** A table's row for a word that somebody else wrote; undefined where the table itself has none: `constructor` is a row of no table. */
export function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** What may be absent; on the wire a field that was not set. */
export function absent<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null);
}

/** What stands in a JSON text; null where it is none, or not of this shape. */
export function parsedJson<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
