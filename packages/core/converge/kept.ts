import type { Bundle, SecretValues } from '@tamada/core/bundle';
import { programs } from '@tamada/core/facts';
import { parsedJson } from '@tamada/core/foreign';
import * as z from 'zod';

const directorySchema = z.object({
  path: z.string(),
  program: z.enum(['tamada', ...programs]),
  owner: z.string(),
  group: z.string(),
  mode: z.int(),
});

const bundleSchema = z.object({
  cluster: z.string(),
  node: z.string(),
  generation: z.int(),
  directories: z.array(directorySchema),
  files: z.array(directorySchema.extend({ content: z.string() })),
  units: z.array(z.object({ name: z.string(), program: z.enum(['tamada', ...programs]), running: z.boolean(), enabled: z.boolean() })),
});

const secretsSchema = z.record(z.string(), z.string());

/** A bundle as an agent kept it; null where the text is not one. */
export function parseKeptBundle(text: string): Bundle | null {
  return parsedJson(bundleSchema, text);
}

/** The secrets as an agent kept them; null for anything else. The parser's own words would quote the text. */
export function parseKeptSecrets(text: string): SecretValues | null {
  return parsedJson(secretsSchema, text);
}
