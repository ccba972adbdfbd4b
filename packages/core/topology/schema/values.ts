import * as z from 'zod';
import { holdsSlot } from '../../secrets/index.ts';
import { durationPattern } from '../duration.ts';
import { addressPattern, cidrPattern } from '../ipv4.ts';

/** A map that may be left out or left empty. */
export function section<S extends z.core.$ZodLooseShape>(shape: S): z.ZodOptional<z.ZodNullable<z.ZodObject<S, z.core.$strict>>> {
  return z.strictObject(shape).nullish();
}

/** Safe as file, unit, Consul and Patroni name alike. */
export const name = z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: 'is not a DNS label: small letters, digits and hyphens, at most 63, a letter first, no hyphen last',
});

/** Why a text cannot name a cluster, a datacentre or a node; null where it can. */
export function nameProblem(value: string): string | null {
  return name.safeParse(value).error?.issues[0]?.message ?? null;
}

export const address = z.string().regex(addressPattern, { error: 'is not an IPv4 address' });

export const cidr = z.string().regex(cidrPattern, { error: 'is not an IPv4 address with a prefix length' });

export const duration = z.string().regex(durationPattern, { error: 'is not a duration: a whole number with s, m, h or d' });

export const port = z.int().min(1024).max(65_535);

/** PostgreSQL would take more, but these need no quotes anywhere. */
export const sqlName = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, {
  error: 'is not a plain SQL name: small letters, digits and underscores, at most 63, no digit first',
});

/** Free text that ends up in one line of a file. */
export const text = z
  .string()
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'holds a line break or another control character' })
  .refine((value) => !holdsSlot(value), { error: 'holds `@{slot:`, which marks the place of a secret' });

export const line = text.min(1, { error: 'is empty' });
