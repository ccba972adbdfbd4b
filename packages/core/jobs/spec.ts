import * as z from 'zod';

const lsn = z.string().regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/, { error: 'is not a position in the WAL, as 0/3000060' });
const xid = z.string().regex(/^[0-9]{1,10}$/, { error: 'is not the number of a transaction' });
const none = z.literal('');

/** Where recovery stops, as on the wire: the field of its kind is set. */
export const targetRule = z.union(
  [
    z.strictObject({ kind: z.literal('time'), atMs: z.number().min(1).max(8.64e15), lsn: none, xid: none }),
    z.strictObject({ kind: z.literal('lsn'), atMs: z.literal(0), lsn, xid: none }),
    z.strictObject({ kind: z.literal('xid'), atMs: z.literal(0), lsn: none, xid }),
    z.strictObject({ kind: z.enum(['latest', 'immediate']), atMs: z.literal(0), lsn: none, xid: none }),
  ],
  { error: 'is not a target: a time, a position, a transaction, latest or immediate' },
);

/** Names of the tools' making; never an option, never a path. Empty: the one that fits. */
const backup = z.string().regex(/^([A-Za-z0-9][A-Za-z0-9_-]{0,63})?$/, { error: 'is not the name of a backup' });

const oneBackup = backup.min(1);
/** Names a restore of the whole cluster: the run that began it. */
export const restoreId = z.string().regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{4}$/, { error: 'is not the name of a restore' });

/** Any name that PostgreSQL takes for a thing: it is quoted wherever it goes, and is never an option. */
const sqlThing = z
  .string()
  .min(1)
  .max(63)
  .regex(/^(?!-)[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, { error: 'begins with a hyphen or holds a control character' });

const table = z.strictObject({ schema: sqlThing, name: sqlThing });
const node = z.string().regex(/^([a-z]([a-z0-9-]{0,61}[a-z0-9])?)?$/, { error: 'is not the name of a node' });

/** SQL of whoever asks for a proof: it runs as a role that may only read. */
const query = z
  .string()
  .max(1500)
  .regex(/^(?!-)[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, { error: 'begins with a hyphen or holds a control character' });

/** A folder for data: nothing of the system's. */
export const dataFolder = z
  .string()
  .max(1024)
  .regex(/^(?!\/(bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr)(\/|$))(\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/, {
    error: 'is not the plain full path of a folder for data',
  });

/** Names a job, a unit and a folder: `20261126-125501-backup-3f2a`. */
export const jobIdPattern = /^[0-9]{8}-[0-9]{6}-[a-z]{1,16}-[0-9a-f]{4}$/;

/** What a database host asks of the backup host: a backup into its own empty folder. `job`: who waits for it there. */
export const sendWish = {
  job: z.string().regex(jobIdPattern, { error: 'is not the name of a job' }),
  backup: oneBackup,
  directory: dataFolder,
  tablespaces: z.array(z.strictObject({ id: z.string().regex(/^[0-9]{1,10}$/, { error: 'is not a number' }), to: dataFolder })).max(1000),
} as const;

/** Kind of a job → what it has to be told. What is not asked for is empty or 0: nothing is left out. */
export const jobOrders = {
  backup: z.strictObject({ type: z.enum(['full', 'incremental']), source: node }),
  verify: z.strictObject({ backup }),
  expire: z.strictObject({ dryRun: z.boolean() }),
  prove: z.strictObject({ backup, query, database: z.union([z.literal(''), sqlThing]) }),
  restore: z.strictObject({
    backup,
    target: targetRule,
    directory: dataFolder,
    port: z.union([z.literal(0), z.int().min(1024).max(65_535)]),
  }),
  /** On a database host: fills the data directory that was emptied for this restore of the cluster, and recovers it. */
  member: z.strictObject({ restore: restoreId, backup: oneBackup, target: targetRule, timeline: z.int().min(1).max(0xffffffff) }),
  /** On the backup host: fills an empty folder of a database host. */
  send: z.strictObject({ node: node.min(1), ...sendWish }),
  rebuild: z.strictObject({ backup }),
  advance: z.strictObject({ target: targetRule }),
  find: z.strictObject({ database: sqlThing, table }),
  dump: z.strictObject({ database: sqlThing, tables: z.array(table).min(1).max(100) }),
} as const;

export type JobKind = keyof typeof jobOrders;
export type JobOrder<K extends JobKind> = z.infer<(typeof jobOrders)[K]>;
/** What a job is asked to do. */
export type JobSpec = { readonly [K in JobKind]: { readonly kind: K; readonly order: JobOrder<K> } }[JobKind];
export type TableName = z.infer<typeof table>;

export const jobKinds = Object.keys(jobOrders) as readonly JobKind[];

/** As it stands in a job's file. */
export const jobSpecSchema = z.discriminatedUnion(
  'kind',
  jobKinds.map((kind) => z.strictObject({ kind: z.literal(kind), order: jobOrders[kind] })) as never,
) as unknown as z.ZodType<JobSpec>;

/** For people, in one line. */
export function describeJob({ kind, order }: JobSpec): string {
  switch (kind) {
    case 'backup':
      return `${order.type} backup${order.source === '' ? '' : ` from ${order.source}`}`;
    case 'verify':
      return order.backup === '' ? 'verify all backups and the archive' : `verify backup ${order.backup}`;
    case 'expire':
      return order.dryRun ? 'what retention would remove' : 'remove what retention does not keep';
    case 'prove':
      return `prove ${order.backup === '' ? 'the newest backup' : `backup ${order.backup}`}`;
    case 'restore':
      return `restore ${order.backup === '' ? '' : `backup ${order.backup} `}to ${order.directory}`;
    case 'member':
      return `restore backup ${order.backup} as the first member, to ${describeTarget(order.target)}`;
    case 'send':
      return `restore backup ${order.backup} to ${order.directory} of ${order.node}`;
    case 'rebuild':
      return 'make the delayed replica again';
    case 'advance':
      return `move the delayed replica to ${describeTarget(order.target)}`;
    case 'find':
      return `look for the drop of ${order.table.schema}.${order.table.name} in ${order.database}`;
    case 'dump':
      return `dump ${order.tables.map(({ schema, name }) => `${schema}.${name}`).join(', ')} of ${order.database}`;
  }
}

/** A target in words, as `2026-11-26 08:22:17.299Z` or `the end of the archive`. */
export function describeTarget(target: {
  readonly kind: string;
  readonly atMs?: number;
  readonly lsn?: string;
  readonly xid?: string;
}): string {
  switch (target.kind) {
    case 'time':
      return new Date(target.atMs ?? 0).toISOString().replace('T', ' ');
    case 'lsn':
      return `position ${target.lsn ?? ''}`;
    case 'xid':
      return `transaction ${target.xid ?? ''}`;
    case 'immediate':
      return 'the end of the backup';
    default:
      return 'the end of the archive';
  }
}
