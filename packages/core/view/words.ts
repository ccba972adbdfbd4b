import * as z from 'zod';

/**
 * A word of another program: what we take it for, and the program's own text for people. `other` is a word that we do not know.
 * On the wire both are sent; a kind that the reader does not know becomes `other`, so that a newer agent's words can still be shown.
 */
export interface Word<K extends string> {
  readonly is: K | 'other';
  readonly text: string;
}

/** Kind → the program's texts for it. A text that ends with `*` stands for all that begin so. */
type Vocabulary<K extends string> = Readonly<Record<K, readonly string[]>>;

interface WordType<K extends string> {
  readonly schema: z.ZodType<Word<K>>;
  /** The program's text as a word. */
  readonly read: (text: string) => Word<K>;
}

function wordType<K extends string>(vocabulary: Vocabulary<K>): WordType<K> {
  const kinds = Object.keys(vocabulary) as K[];
  const matches = (pattern: string, text: string): boolean =>
    pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
  return {
    schema: z.object({
      is: z.string().transform((kind): K | 'other' => kinds.find((known) => known === kind) ?? 'other'),
      text: z.string(),
    }),
    read: (text) => ({ is: kinds.find((kind) => vocabulary[kind].some((pattern) => matches(pattern, text))) ?? 'other', text }),
  };
}

/**
 * Patroni's state of its PostgreSQL (patroni/postgresql/__init__.py, bootstrap.py, ha.py). `unknown` is Patroni's own word for: PostgreSQL
 * should run, but did not answer Patroni's question. After `stop failed` PostgreSQL may still run.
 */
export const patroniState = wordType({
  running: ['running', 'streaming', 'in archive recovery'],
  starting: ['starting', 'restarting', 'starting after custom bootstrap'],
  stopping: ['stopping', 'stop failed'],
  stopped: ['stopped'],
  failed: ['start failed', 'restart failed*', 'crashed', 'initdb failed', 'custom bootstrap failed'],
  creating: ['creating replica*', 'initializing new cluster', 'running custom bootstrap script'],
  unknown: ['unknown'],
});

/** Patroni's role of its member (`master` before 4.0), and those of `GET /cluster`, which has other words for the same. */
export const patroniRole = wordType({
  leader: ['master', 'primary', 'promoted', 'leader'],
  replica: ['replica', 'demoted', 'sync_standby', 'quorum_standby'],
  standby_leader: ['standby_leader'],
  uninitialized: ['uninitialized'],
});

/** How a replica gets its WAL, in Patroni's words (replication_state, from 3.1 on). */
export const replicationState = wordType({ streaming: ['streaming'], archive: ['in archive recovery'] });

/** pg_stat_replication.state. */
export const walSenderState = wordType({
  streaming: ['streaming'],
  catchup: ['catchup'],
  startup: ['startup'],
  backup: ['backup'],
  stopping: ['stopping'],
});

/** pg_stat_replication.sync_state. */
export const syncState = wordType({ sync: ['sync'], quorum: ['quorum'], potential: ['potential'], async: ['async'] });

/** What postmaster.pid says of its postmaster, without the spaces around it (PM_STATUS_* in PostgreSQL's miscadmin.h). */
export const postmasterState = wordType({ ready: ['ready'], standby: ['standby'], starting: ['starting'], stopping: ['stopping'] });

/** systemd's ActiveState. */
export const unitState = wordType({
  active: ['active', 'reloading', 'refreshing'],
  inactive: ['inactive'],
  failed: ['failed'],
  activating: ['activating'],
  deactivating: ['deactivating'],
  maintenance: ['maintenance'],
});

/**
 * HAProxy's status of a server. `up` also while some checks fail (`UP 2/3`), `down` also while it counts successive yeses (`DOWN 40/81`):
 * then `counting` stands beside it. `unchecked`: no checks are configured, and it takes connections.
 */
export const serverState = wordType({
  up: ['UP', 'UP *'],
  down: ['DOWN', 'DOWN *'],
  maintenance: ['MAINT', 'MAINT *'],
  draining: ['DRAIN', 'DRAIN *', 'NOLB', 'NOLB *'],
  unchecked: ['no check'],
});

/**
 * What HAProxy's last check of a server found (check_status). `yes`: the answer that the check wants. `no`: another answer, so somebody
 * listens. `timeout`: silence. `refused`: no connection. `tracks`: it has no checks of its own. `none`: it was not checked yet.
 */
export const checkResult = wordType({
  yes: ['L4OK', 'L6OK*', 'L7OK*'],
  no: ['L7STS*', 'L7RSP*', 'L6RSP*'],
  timeout: ['L4TOUT*', 'L6TOUT*', 'L7TOUT*'],
  refused: ['L4CON*', 'SOCKERR*'],
  tracks: ['as *'],
  none: ['INI', 'UNK'],
});

/** HAProxy's status of a frontend; the two others are what an operator did. */
export const frontendState = wordType({ open: ['OPEN', 'FULL'], paused: ['PAUSED'], stopped: ['STOP'] });

/** How tamada-check comes to its answer (packages/check/judge.ts). */
export const checkBasis = wordType({ said: ['said'], held: ['held'], hold_ended: ['hold ended'], nothing_known: ['nothing known'] });
