import * as z from 'zod';

/** One question to a program of this host, over HTTP on IPv4. Times in milliseconds. */
const questionSchema = z.strictObject({
  address: z.ipv4(),
  port: z.int().min(1).max(65_535),
  method: z.enum(['GET', 'HEAD', 'OPTIONS']),
  path: z.string().regex(/^\/[\x21-\x7e]*$/),
  /** For connecting, asking and the answer's first line together. */
  timeoutMs: z.int().min(1).max(60_000),
  /** How long an earlier answer counts while there is none. */
  holdMs: z.int().min(0).max(600_000),
});

/** `/etc/tamada/check.json`, which `tamada-check` reads by its own code (packages/check/config.ts): a test keeps the two equal. */
export const checkConfigSchema = z.strictObject({
  stateDirectory: z.string().startsWith('/'),
  leader: questionSchema,
  haproxy: questionSchema,
});
export type CheckConfig = Readonly<z.infer<typeof checkConfigSchema>>;
