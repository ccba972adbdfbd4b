import * as z from 'zod';

/**
 * The programs that a cluster is made of, in the order in which they are started: Patroni needs Consul, HAProxy and keepalived need a leader to
 * lead to. `sshd` is our own, for pg_probackup; `delayed` is the PostgreSQL of the delayed replica.
 */
export const programs = [
  'consul',
  'postgres',
  'patroni',
  'haproxy',
  'keepalived',
  'pgbackrest',
  'pg_probackup',
  'sshd',
  'delayed',
] as const;
export type Program = (typeof programs)[number];

export const platforms = ['debian', 'rhel'] as const;
export type Platform = (typeof platforms)[number];

/** What an agent reports about its node; rendering needs it. `interface` is null where no interface holds the node's address. */
export const factsSchema = z.object({
  platform: z.enum(platforms),
  osName: z.string(),
  osVersion: z.string(),
  arch: z.string(),
  hostname: z.string(),
  interface: z.object({ name: z.string(), address: z.string(), prefixLength: z.number() }).nullable(),
  /** Only programs that are installed. Versions as the program prints them, digits and dots: 1.8.7, 15.18. */
  programs: z.array(z.object({ program: z.enum(programs), version: z.string() }).readonly()).readonly(),
  cpus: z.number(),
  memoryBytes: z.number(),
});
export type Facts = Readonly<z.infer<typeof factsSchema>>;
