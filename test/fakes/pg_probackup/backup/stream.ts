import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exists } from '../catalogue/store.ts';
import type { Invocation } from '../invocation.ts';
import { postgresProgram } from '../postgres/programs.ts';
import { connectFailure, connectionWords } from '../postgres/session.ts';
import type { Connection } from '../postgres/session.ts';
import { parseLsn, parseSegment, segmentBefore, segmentName } from '../wal/position.ts';

export interface SlotWish {
  readonly slot: string | undefined;
  readonly temporary: boolean;
  readonly permanent: boolean;
}

/** Where the WAL of a --stream backup is written. */
interface Receiver {
  readonly folder: string;
  readonly timeline: number;
  /** Of the backup. */
  readonly segment: number;
}

const permanentSlot = 'pg_probackup_perm_slot';

/** pg_receivewal beside a backup: it takes the WAL from the backup's first segment on. */
export class WalStream {
  private readonly call: Invocation;
  private readonly connection: Connection;
  private readonly wish: SlotWish;
  private readonly place: Receiver;
  private child: ChildProcess | null = null;
  private said = '';

  constructor(call: Invocation, connection: Connection, wish: SlotWish, place: Receiver) {
    this.call = call;
    this.connection = connection;
    this.wish = wish;
    this.place = place;
  }

  private get slotWords(): readonly string[] {
    const name = this.wish.slot ?? (this.wish.permanent ? permanentSlot : undefined);
    return name === undefined ? [] : ['--slot', name];
  }

  /** Returns once the first segment has begun to come. */
  async start(): Promise<void> {
    const { log } = this.call;
    const first = join(this.place.folder, `${segmentName(this.place.timeline, this.place.segment)}.partial`);
    await mkdir(this.place.folder, { recursive: true, mode: 0o700 });
    if (this.wish.permanent && !(await this.succeeds(['--create-slot', ...this.slotWords]))) {
      const name = this.wish.slot ?? permanentSlot;
      const asked = `could not send replication command "CREATE_REPLICATION_SLOT "${name}" PHYSICAL ( RESERVE_WAL)"`;
      log.borrowed(`pg_probackup: error: ${asked}: ERROR:  replication slot "${name}" already exists`);
      log.error(`Couldn't create physical replication slot ${name}`);
      log.fail('Interrupted during waiting for WAL streaming');
    }
    // An empty file tells pg_receivewal where to begin.
    await writeFile(first, '', { mode: 0o600 });
    this.child = this.receive(['--no-loop', ...this.slotWords]);
    log.info(`Wait for WAL segment ${first.replace(/\.partial$/, '')} to be streamed`);
    while ((await stat(first).catch(() => null))?.size === 0) {
      if (this.child.exitCode !== null) this.lost();
      if (this.call.interrupted.aborted) log.fail('Interrupted during waiting for WAL streaming');
      await setTimeout(20);
    }
  }

  /** Waits until everything before `stop` has come, then ends. Returns the segments that the backup keeps. */
  async finish(stop: string, fromReplica: boolean, patienceSeconds: number): Promise<void> {
    const { log } = this.call;
    const last = join(this.place.folder, segmentName(this.place.timeline, segmentBefore(parseLsn(stop))));
    // A leader ends the segment with the backup, a replica only when its leader does.
    const deadline = performance.now() + (fromReplica ? 2 : patienceSeconds) * 1000;
    while (!(await exists(last)) && performance.now() < deadline) {
      if (this.child?.exitCode != null) this.lost();
      if (this.call.interrupted.aborted) log.fail('Thread [0]: Interrupted during WAL reading');
      await setTimeout(20);
    }
    await this.end();
    if (!(await exists(last))) {
      if (fromReplica) log.info(`Wait for WAL segment ${last} to be streamed`);
      const came = await this.succeeds(['--no-loop', `--endpos=${stop}`, ...this.slotWords], patienceSeconds);
      if (!came && !(await exists(last))) {
        log.warning(`WAL segment ${last.slice(-24)} could not be streamed in ${patienceSeconds} seconds`);
        log.fail('Thread [0]: Interrupted during WAL reading');
      }
      if (!(await exists(last))) await rename(`${last}.partial`, last);
    }
    for (const name of await readdir(this.place.folder)) {
      const found = parseSegment(name);
      const belongs = found === null ? name.endsWith('.history') : found.segment <= segmentBefore(parseLsn(stop));
      if (!belongs) await rm(join(this.place.folder, name));
    }
  }

  async end(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((settle) => child.once('close', settle));
    child.kill('SIGINT');
    const forced = globalThis.setTimeout(() => child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(forced);
  }

  private receive(words: readonly string[]): ChildProcess {
    this.said = '';
    const program = postgresProgram('pg_receivewal', this.call.environment);
    const env = { ...this.call.environment, PGAPPNAME: 'pg_probackup' };
    const argv = [program, '--directory', this.place.folder, ...connectionWords(this.connection), ...words];
    // The real one streams itself: what receives for it must not outlive it.
    const child = spawn('setpriv', ['--pdeathsig', 'INT', '--', ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    child.stderr.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    return child;
  }

  private async succeeds(words: readonly string[], patienceSeconds = 60): Promise<boolean> {
    const child = this.receive(words);
    const late = globalThis.setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
    const code = await new Promise<number | null>((settle) => child.once('close', settle));
    clearTimeout(late);
    return code === 0;
  }

  private lost(): never {
    const { log } = this.call;
    if (/connection to server|no password supplied|must be superuser or replication/.test(this.said))
      return log.fail(connectFailure(this.said, this.connection));
    const words = this.said.split('\n').find((line) => line.includes('error:'));
    if (words !== undefined) log.borrowed(words.replace(/^pg_receivewal: /, 'pg_probackup: '));
    log.error('Problem in receivexlog');
    return log.fail('Interrupted during waiting for WAL streaming');
  }
}
