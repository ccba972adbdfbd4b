import { addressPattern } from '@tamada/core/topology';
import * as z from 'zod';

/** What a number of the contract may be: beyond it, a date cannot be written and a count is not exact. */
export const mostNumber = 8.64e15;

/** A word that may become an argument or a part of a path: one line, and never an option. The table behind it decides what it may be. */
export function word(most = 255): z.ZodString {
  return z
    .string()
    .max(most)
    .regex(/^(?!-)[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, { error: 'begins with a hyphen or holds a control character' });
}

/** One of the words that a table has. */
export function oneOf(known: readonly string[], what: string): z.ZodString {
  return z.string().refine((value) => known.includes(value), { error: `is not ${what}` });
}

/** Names a run, in a key of Consul and in logs: `20261123-061842-4f2a`. */
export const runPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
export const run = z.string().regex(runPattern, { error: 'is not the name of a run' });

export const address = z.string().regex(addressPattern, { error: 'is not an IPv4 address' });

export const hostName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/, { error: 'is not the name of a host' });

export const account = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'is not the name of a user or group' });

/** As `locale -a` lists them: `C.UTF-8`, `en_US.utf8`, `sr_RS@latin`. */
export const locale = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}(\.[A-Za-z0-9-]{1,20})?(@[A-Za-z0-9]{1,20})?$/, {
  error: 'is not the name of a locale',
});

/** Of Consul. It goes into a header; an error must not repeat it. */
export const token = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'is not a UUID in lower case' });

export const password = z.string().regex(/^[ -~]{1,1000}$/, { error: 'is not 1 to 1000 printable ASCII characters' });

/** Certificates, one after the other. Their reader judges whether they are right. */
export const pem = z
  .string()
  .max(64 * 1024)
  .regex(/^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n -]*$/, { error: 'is not a certificate as PEM' });

export const whole = z.int().min(0);

/** The text of a JSON object; its reader may walk it by recursion. */
export const jsonObject = z.string().superRefine((text, check) => {
  if (nesting(text) > 32) check.addIssue({ code: 'custom', message: 'is nested too deeply' });
  else if (!isObject(text)) check.addIssue({ code: 'custom', message: 'is not a JSON object' });
});

/** How deep brackets are nested; those in texts do not count. */
function nesting(text: string): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inText && character === '\\') index += 1;
    else if (character === '"') inText = !inText;
    else if (!inText && (character === '{' || character === '[')) deepest = Math.max(deepest, (depth += 1));
    else if (!inText && (character === '}' || character === ']')) depth -= 1;
  }
  return deepest;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
