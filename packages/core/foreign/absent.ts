import type * as z from 'zod';

/** What may be absent; on the wire a field that was not set. */
export function absent<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null);
}
