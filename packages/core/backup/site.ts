import * as z from 'zod';

export const backupTools = ['pg_probackup', 'pgbackrest'] as const;
export type BackupToolName = (typeof backupTools)[number];

/** Jobs that run by themselves. */
export const backupTimers = ['full', 'incremental', 'verify', 'prove', 'expire'] as const;
export type BackupTimer = (typeof backupTimers)[number];

const absolute = z.string().startsWith('/');

/**
 * `/etc/tamada/backup.json`: what a node's agent knows of the backups of its cluster. The same on every node of the cluster but for `node`;
 * holds no secrets. All commands of a tool are made from it.
 */
export const backupSiteSchema = z.strictObject({
  tool: z.enum(backupTools),
  /** Stanza or instance: the cluster's name. */
  name: z.string().min(1),
  node: z.string().min(1),
  /** OS user of PostgreSQL, of the catalogue and of every command. */
  user: z.string().min(1),
  host: z.strictObject({ name: z.string(), address: z.string() }),
  databases: z.array(z.strictObject({ name: z.string(), address: z.string(), datacenter: z.string() })).readonly(),
  source: z.string(),
  /** TCP port of the tool's server: its own TLS server, or our sshd. */
  port: z.int(),
  /** The program, the same path on every node. */
  program: absolute,
  catalogue: absolute,
  postgres: z.strictObject({
    version: z.int(),
    port: z.int(),
    dataDirectory: absolute,
    binDirectory: absolute,
    socketDirectory: absolute,
  }),
  /** Servers that are started from a backup have their folders here, on the backup host. */
  restoreDirectory: absolute,
  delayed: z
    .strictObject({ dataDirectory: absolute, configDirectory: absolute, socketDirectory: absolute, port: z.int(), delaySeconds: z.int() })
    .nullable(),
  retention: z.strictObject({ fulls: z.int(), windowSeconds: z.int() }),
  walReserveBytes: z.number(),
});
export type BackupSite = Readonly<z.infer<typeof backupSiteSchema>>;

/** Files of the delayed replica that only its agent writes. */
export function delayedFilesOf({ configDirectory }: NonNullable<BackupSite['delayed']>): {
  readonly targets: string;
  readonly promoted: string;
} {
  return { targets: `${configDirectory}/targets.conf`, promoted: `${configDirectory}/promoted` };
}
