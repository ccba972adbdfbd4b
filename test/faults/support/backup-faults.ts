import type { ClusterStatus } from '@tamada/core/verdict';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { sql } from '../../../scripts/cluster/clients/sql.ts';
import { hostNamed, switchOver } from '../../../scripts/cluster/leaders.ts';
import { standOn } from '../../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy, untilStatus } from '../../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../../scripts/lab/index.ts';
import { delayedSql, told, untilDelayed, untilDelayedState } from '../../e2e/support/delayed.ts';

export type Finding = ClusterStatus['findings'][number];

export interface Archived {
  readonly timeline: number;
  readonly parent: number | null;
  readonly switchLsn: string | null;
  readonly first: string;
  readonly last: string;
  readonly holes: readonly { readonly from: string; readonly to: string }[];
}

/** What these tests ask of the cluster, and the levers of its hosts. */
export interface BackupFaults {
  readonly lab: () => Lab;
  readonly leader: () => Promise<Host>;
  /** Writes a number and ends the segment; the segment's name. */
  readonly written: (id: number) => Promise<string>;
  /** A number and a segment each second, for so many. Resolves when the last one is committed. */
  readonly load: (from: number, count: number) => Promise<void>;
  /** Waits until the delayed replica shows that number, and then as many numbers as the leader has. */
  readonly replicaHas: (id: number) => Promise<void>;
  /** Makes a member lead. Patroni keeps the sync standbys that it has chosen, so a place is made free for a moment. */
  readonly leadOn: (host: Host) => Promise<void>;
  readonly timelines: () => Promise<readonly Archived[]>;
  /** Begins to measure a fault. What it finds is printed, never judged: it says as much of the machine. */
  readonly watch: (fault: string) => FaultWatch;
}

export interface FaultWatch {
  /** From here on time counts. */
  readonly now: () => void;
  /** Waits until `status` has this finding; prints its words and when they came. */
  readonly says: (code: Finding['code'], deadlineMs?: number) => Promise<Finding>;
  /** Waits until nothing waits for the archive, it is whole, and nothing worse than a notice is found; prints how long that took. */
  readonly well: () => Promise<ClusterStatus>;
  readonly print: (what: string) => void;
}

/** `status` must say it within a minute; it takes seconds itself, on a machine that is busy. */
export const minuteMs = 60_000 + 15_000;

/**
 * Stands the cluster up before the first test. A test begins where the one before has ended, where that was good: it must leave the cluster
 * well, or restore.
 */
export function onBackupHost(): BackupFaults {
  let lab: Lab;
  let clean = true;
  beforeAll(async () => {
    lab = await standOn('bootstrapped');
  });
  afterAll(() => (lab as Lab | undefined)?.close());
  beforeEach(async () => {
    if (!clean) await lab.restore('bootstrapped');
    clean = false;
    await untilHealthy(lab);
    await untilDelayedState(lab, ['replaying', 'waiting']);
    await onLeader('create table if not exists numbers (id int)');
  });
  afterEach(({ task }) => {
    clean = task.result?.state === 'pass';
  });

  /** Also while something is wrong with the archive: a leader is enough. */
  async function leader(): Promise<Host> {
    const now = await untilStatus(lab, 'a leader takes writes', ({ takesWrites }) => takesWrites === 'yes');
    return hostNamed(leaderOf(now));
  }

  async function onLeader(query: string): Promise<readonly string[]> {
    return sql(lab, await leader(), query);
  }

  return {
    lab: () => lab,
    leader,
    async written(id) {
      const host = await leader();
      await sql(lab, host, `insert into numbers values (${String(id)})`);
      const [segment = ''] = await sql(lab, host, 'select pg_walfile_name(pg_switch_wal())');
      return segment;
    },
    async load(from, count) {
      const loop = `do $$ begin for i in ${String(from)}..${String(from + count - 1)} loop
        insert into numbers values (i); perform pg_switch_wal(); commit; perform pg_sleep(1); end loop; end $$`;
      const psql = ['psql', '--no-psqlrc', '--quiet', '--dbname', 'app', '--command', loop];
      const { code, stderr } = await lab.exec(await leader(), ['runuser', '-u', 'postgres', '--', ...psql], { timeoutMs: 1_800_000 });
      if (code !== 0) throw new Error(`the load: ${stderr}`);
    },
    async replicaHas(id) {
      await untilDelayed(lab, `it shows number ${String(id)}`, 'select max(id) from numbers', ([row]) => row === String(id));
      const all = 'select count(*), sum(id) from numbers';
      const [there, here] = [await onLeader(all), await delayedSql(lab, all)];
      if (here?.join() !== there.join())
        throw new Error(`rows are lost: the leader has ${there.join()}, the replica ${String(here?.join())}`);
    },
    async leadOn(host) {
      const isSync = ({ members }: ClusterStatus): boolean => members.some(({ name, state }) => name === host && state === 'sync_standby');
      const running = await untilHealthy(lab);
      if (!isSync(running)) {
        const other = hostNamed(running.members.find(({ state }) => state === 'sync_standby')?.name ?? '');
        await lab.exec(other, ['systemctl', 'stop', 'patroni'], { timeoutMs: 120_000 });
        await untilStatus(lab, `${host} is a sync standby`, isSync);
        await lab.exec(other, ['systemctl', 'start', 'patroni'], { timeoutMs: 120_000 });
        await untilHealthy(lab);
      }
      await switchOver(lab, host);
    },
    async timelines() {
      return (await told<{ readonly archive: { readonly timelines: readonly Archived[] } }>(lab, ['backup', 'list'])).archive.timelines;
    },
    watch: (fault) => watchFault(fault, () => lab),
  };
}

function watchFault(fault: string, lab: () => Lab): FaultWatch {
  let sinceMs = performance.now();
  const seconds = (): string => `${((performance.now() - sinceMs) / 1000).toFixed(0)} s`;
  function print(what: string): void {
    process.stderr.write(`FAULT ${fault}: ${what}\n`);
  }
  return {
    now() {
      sinceMs = performance.now();
    },
    async says(code, deadlineMs) {
      const has = ({ findings }: ClusterStatus): Finding | undefined => findings.find((one) => one.code === code);
      const found = has(await untilStatus(lab(), `status says ${code}`, (now) => has(now) !== undefined, deadlineMs));
      if (found === undefined) throw new Error(`${code} came and went`);
      print(`after ${seconds()} status says: ${found.severity}, ${found.message}`);
      return found;
    },
    async well() {
      await untilStatus(lab(), 'nothing waits for the archive', ({ backup }) => backup?.archive.lagSegments === 0);
      print(`lag 0 after ${seconds()}`);
      const isWhole = ({ backup }: ClusterStatus): boolean => backup?.archive.failing.length === 0 && backup.archive.holes?.length === 0;
      await untilStatus(lab(), 'pushes succeed and the archive is whole', isWhole);
      const now = await untilHealthy(lab());
      print(`well again after ${seconds()}`);
      return now;
    },
    print,
  };
}
