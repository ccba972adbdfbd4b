import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { backupMemorySchema, hasEnded, type JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import type { AgentClient } from '@tamada/wire';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { agentProgram, enrollHost, startAgent, type RunningAgent, type Trust } from './support/agent.ts';
import { backupSite } from '../../builders/backup.ts';
import { makeHost, type Host } from './support/host.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let host: Host;
let trust: Trust;
let agent: RunningAgent;
let client: AgentClient;

/** The tool as a script of the host: `verify` waits while a file is there, and says what another one holds. */
const tool = `#!/bin/sh
root=$(cd "$(dirname "$0")/../.." && pwd)
for word; do last=$word; done
echo "$last" >>$root/tool-calls
case $last in
verify)
  trap 'sleep 1; exit 1' TERM
  while [ -e $root/hold ]; do sleep 0.1; done
  cat $root/verify-says ;;
version) echo 'pgBackRest 2.45' ;;
*) echo '[]' ;;
esac
`;

beforeEach(async () => {
  host = makeHost();
  trust = await enrollHost(host, { role: 'backup' });
  host.write(
    '/etc/tamada/backup.json',
    JSON.stringify(backupSite({ node: 'n1', host: { name: 'n1', address: '127.0.0.1' }, delayed: null })),
  );
  host.write('/usr/bin/pgbackrest', tool);
  chmodSync(host.at('/usr/bin/pgbackrest'), 0o755);
  host.write('/verify-says', 'stanza: geo\nstatus: ok\n');
  mkdirSync(host.at('/opt/tamada/current/bin'), { recursive: true });
  host.write('/opt/tamada/current/bin/tamada-agent', `#!/bin/sh\nexec ${process.execPath} ${await agentProgram()} "$@"\n`);
  chmodSync(host.at('/opt/tamada/current/bin/tamada-agent'), 0o755);
  agent = await startAgent(host, trust);
  client = await agent.client();
});
afterEach(async () => {
  client.close();
  await agent.kill('SIGKILL');
  // Jobs outlive their agent: those that are left would write while the host is removed.
  const jobs = host.at('/var/lib/tamada/jobs');
  for (const id of existsSync(jobs) ? readdirSync(jobs) : []) endProcess(id);
  host.remove();
});

function endProcess(id: string): void {
  try {
    process.kill(pidOf(id), 'SIGKILL');
  } catch {
    // It has ended by itself, or never began.
  }
}

const options = { deadlineMs: 20_000 };
const verify = (): Promise<JobState> => client.startJob({ verify: { backup: '' } }, options);

async function state(id: string): Promise<JobState> {
  const found = (await client.listJobs({ most: 0 }, options)).find((job) => job.id === id);
  if (found === undefined) throw new Error(`no job ${id}`);
  return found;
}

function becomes(id: string, wanted: JobState['state']): Promise<JobState> {
  return until({
    condition: `job is ${wanted}`,
    intervalMs: 100,
    deadlineMs: 60_000,
    async look() {
      const now = await state(id);
      if (now.state === wanted) return { ready: true, value: now };
      if (hasEnded(now)) throw new Error(JSON.stringify(now));
      return { ready: false, seen: now.state };
    },
  });
}

async function watched(id: string): Promise<readonly JobState[]> {
  const seen: JobState[] = [];
  for await (const one of client.watchJob({ id }, { deadlineMs: 60_000 })) seen.push(one);
  return seen;
}

const pidOf = (id: string): number =>
  (JSON.parse(readFileSync(host.at(`/var/lib/tamada/jobs/${id}/process.json`), 'utf8')) as { readonly pid: number }).pid;

test('a job is watched to its end, and what it found is remembered', async () => {
  host.write(
    '/verify-says',
    'stanza: geo\nstatus: error\n  backup: 20261126-081248F, status: invalid, total files checked: 9, total valid files: 8\n    checksum invalid: 1\n',
  );
  const asked = await verify();
  expect(asked).toMatchObject({ kind: 'verify', state: 'queued', askedBy: 'somebody', done: null });
  const seen = await watched(asked.id);
  expect(seen.at(-1)).toMatchObject({
    state: 'done',
    failure: null,
    done: { verify: { damage: [{ what: 'backup', name: '20261126-081248F' }] } },
  });
  expect(backupMemorySchema.parse(JSON.parse(host.read('/var/lib/tamada/backup.json'))).damaged).toEqual(['20261126-081248F']);
  expect(
    host
      .changes()
      .filter((call) => call.startsWith('systemd-run'))
      .join(),
  ).toContain(`--unit=tamada-job-${asked.id}.service`);
});

test('a job goes on while its agent is killed, and the next agent finds it again', async () => {
  host.write('/hold', '');
  const { id } = await verify();
  await becomes(id, 'running');
  client.close();
  await agent.kill('SIGKILL');
  agent = await startAgent(host, trust);
  client = await agent.client();
  expect(await state(id)).toMatchObject({ state: 'running' });
  const { backup, archiver } = await client.getStatus({ patienceMs: 9000 }, options);
  expect(backup).toMatchObject({
    answer: 'said',
    said: { tool: 'pgbackrest', lastProof: null, delayed: null, jobs: [{ id, state: 'running' }] },
  });
  expect(archiver).toBeNull();
  host.drop('/hold');
  expect(await becomes(id, 'done')).toMatchObject({ done: { verify: { damage: [] } } });
});

test('what must not meet waits for its turn, in the order in which it was asked for', async () => {
  host.write('/hold', '');
  const first = await verify();
  await becomes(first.id, 'running');
  const second = await verify();
  const third = await verify();
  const waiting = await until({
    condition: 'both wait',
    intervalMs: 100,
    deadlineMs: 60_000,
    async look() {
      const jobs = await Promise.all([state(second.id), state(third.id)]);
      const ready = jobs.every(({ doing }) => doing.startsWith('waits for'));
      return ready ? { ready, value: jobs } : { ready, seen: JSON.stringify(jobs.map(({ doing }) => doing)) };
    },
  });
  expect(waiting.map((job) => job.state)).toEqual(['queued', 'queued']);
  host.drop('/hold');
  const ended = [await becomes(first.id, 'done'), await becomes(second.id, 'done'), await becomes(third.id, 'done')];
  const starts = ended.map(({ startedAtMs }) => startedAtMs ?? 0);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  for (const [index, job] of ended.slice(1).entries()) expect(job.startedAtMs).toBeGreaterThanOrEqual(ended[index]?.endedAtMs ?? Infinity);
});

test('a cancelled job ends with everything that it has started', async () => {
  host.write('/hold', '');
  const { id } = await verify();
  await becomes(id, 'running');
  expect(await client.cancelJob({ id }, { deadlineMs: 60_000 })).toMatchObject({ state: 'cancelled', done: null });
  expect((await watched(id)).at(-1)).toMatchObject({ state: 'cancelled' });
  // It had the time to end what it has started, and says so itself.
  expect(host.read('/run/fake-systemd/output')).toContain('job cancelled');
  host.drop('/hold');
  // The queue is free again.
  const next = await verify();
  await becomes(next.id, 'done');
  expect(await client.cancelJob({ id: next.id }, options)).toMatchObject({ state: 'done' });
});

test('a job whose process is gone without a word is lost, and holds nobody up', async () => {
  host.write('/hold', '');
  const { id } = await verify();
  await becomes(id, 'running');
  process.kill(pidOf(id), 'SIGKILL');
  expect(await becomes(id, 'lost')).toMatchObject({ failure: { code: 'cancelled' } });
  host.drop('/hold');
  await becomes((await verify()).id, 'done');
});

test('a unit that systemd does not start is said, and is no job that waits', async () => {
  host.write('/run/fake-systemd/fail', '');
  await expect(verify()).rejects.toMatchObject({ detail: { code: 'unit_failed' } });
  expect(await client.listJobs({ most: 1 }, options)).toMatchObject([{ state: 'failed', failure: { code: 'unit_failed' } }]);
});

test('what cannot be asked of this node is refused', async () => {
  await expect(client.startJob({ rebuild: { backup: '' }, verify: { backup: '' } }, options)).rejects.toMatchObject({
    detail: { code: 'usage' },
  });
  await expect(client.startJob({}, options)).rejects.toMatchObject({ detail: { code: 'usage' } });
  await expect(client.watchJob({ id: '20261126-125501-backup-3f2a' }, options)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    detail: { code: 'usage' },
  });
  await expect(client.controlDelayed({ action: 'pause' }, options)).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  host.drop('/etc/tamada/backup.json');
  await expect(verify()).rejects.toMatchObject({ detail: { code: 'unsafe' } });
});

async function timerFires(timer: string): Promise<void> {
  execFileSync(process.execPath, [await agentProgram(), 'job-now', timer, '--root', host.root]);
}

async function byTimer(timer: string): Promise<JobState> {
  await timerFires(timer);
  const [job] = await client.listJobs({ most: 1 }, options);
  if (job?.askedBy !== 'timer') throw new Error(`the timer began nothing: ${JSON.stringify(job)}`);
  return job;
}

test('a timer asks like anybody else', async () => {
  const { id, kind } = await byTimer('verify');
  expect(kind).toBe('verify');
  await becomes(id, 'done');
});

test('timers that fire at once after a night without power: each has its job, and the same one twice has one', async () => {
  host.write('/hold', '');
  await becomes((await verify()).id, 'running');
  for (const timer of ['incremental', 'full', 'incremental', 'full']) await timerFires(timer);
  const waiting = (await client.listJobs({ most: 0 }, options)).filter(({ askedBy }) => askedBy === 'timer');
  expect(waiting.map(({ subject }) => subject).toSorted()).toEqual(['full backup', 'incremental backup']);
});

test('status tells what runs by itself: when next, and how often in a row it failed', async () => {
  host.write('/run/fake-systemd/tamada-backup-verify.timer/active', 'active');
  host.write('/run/fake-systemd/tamada-backup-verify.timer/next', 'Fri 2026-11-27 05:00:00 UTC');
  await becomes((await byTimer('verify')).id, 'done');
  host.write('/verify-says', 'ERROR: [103]: unable to find a valid repository');
  await becomes((await byTimer('verify')).id, 'failed');
  const last = await becomes((await byTimer('verify')).id, 'failed');
  // What a person asked for is none of the timer's.
  await becomes((await verify()).id, 'failed');
  const timers = await until({
    condition: 'status knows them',
    intervalMs: 500,
    deadlineMs: 60_000,
    async look() {
      const { backup } = await client.getStatus({ patienceMs: 9000 }, options);
      const seen = backup?.answer === 'said' ? backup.said.timers : [];
      return seen.find(({ failures }) => failures === 2) === undefined
        ? { ready: false, seen: JSON.stringify(seen) }
        : { ready: true, value: seen };
    },
  });
  expect(timers.map(({ job }) => job)).toEqual(['full', 'incremental', 'verify', 'prove', 'expire']);
  expect(timers[0]).toEqual({ job: 'full', active: false, nextAtMs: null, lastAtMs: null, last: null, failures: 0 });
  expect(timers[2]).toMatchObject({
    ...{ active: true, nextAtMs: Date.parse('2026-11-27T05:00:00Z'), lastAtMs: null, failures: 2 },
    last: { id: last.id, state: 'failed', problem: expect.stringContaining('unable to find a valid repository') as unknown },
  });
});

test('a job that fails says what to look at, and never a code word alone', async () => {
  host.write('/verify-says', 'ERROR: [999]: nobody knows this one');
  const { failure } = await becomes((await verify()).id, 'failed');
  expect(failure?.problem).toContain('nobody knows this one');
  expect(failure?.problem).not.toMatch(/other:/);
  expect(failure?.next).toMatch(/^look at `journalctl -u tamada-job-\S+` on n1$/);
});

test('a backup is sent to the host whose certificate asks: the same wish goes on with the same job, and whoever hangs up ends it', async () => {
  const catalogue = host.at('/catalogue');
  host.write('/catalogue/backups/geo/B1/database/tablespace_map', '16385 /srv/ts1\n16386 /srv/ts2\n');
  const databases = [{ name: 'somebody', address: '10.9.9.9', datacenter: 'a1' }];
  const own = { node: 'n1', host: { name: 'n1', address: '127.0.0.1' }, delayed: null } as const;
  host.write('/etc/tamada/backup.json', JSON.stringify(backupSite({ ...own, tool: 'pg_probackup', catalogue, databases })));
  host.write('/usr/bin/find', '#!/bin/sh\nexec /usr/bin/env find "$@"\n');
  chmodSync(host.at('/usr/bin/find'), 0o755);
  const restore = '[ "$1" = restore ] || exit 1; echo "$@" >>$root/restores; while [ -e $root/hold ]; do sleep 0.1; done';
  host.write('/usr/bin/pgbackrest', `#!/bin/sh\nroot=$(cd "$(dirname "$0")/../.." && pwd)\n${restore}\n`);
  host.write('/hold', '');
  const asks = await agent.client('backup');
  const wish = (job: string) => ({
    job,
    backup: 'B1',
    directory: '/srv/r',
    tablespaces: [{ id: '16385', to: '/srv/r.tablespaces/16385' }],
  });
  const first = '20261126-125501-restore-3f2a';
  const heard: JobState[] = [];
  const listen = async (job: string): Promise<void> => {
    for await (const one of asks.sendBackup(wish(job), { deadlineMs: 60_000 })) heard.push(one);
  };
  const listening = [listen(first)];
  await until<true>({
    condition: 'the tool restores',
    intervalMs: 100,
    deadlineMs: 60_000,
    look: async () =>
      existsSync(host.at('/restores')) ? { ready: true, value: true } : { ready: false, seen: JSON.stringify(heard.at(-1)) },
  });
  listening.push(listen(first));
  await until<true>({
    condition: 'both hear of it',
    intervalMs: 50,
    deadlineMs: 30_000,
    look: async () =>
      heard.filter(({ state: now }) => now === 'running').length > 1 ? { ready: true, value: true } : { ready: false, seen: '' },
  });
  rmSync(host.at('/hold'));
  await Promise.all(listening);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
  expect(heard.at(-1)).toMatchObject({ state: 'done', done: { send: { backup: 'B1', directory: '/srv/r' } } });
  const [restored = '', ...more] = host.read('/restores').trim().split('\n');
  expect(more).toEqual([]);
  expect(restored).toContain('-D /srv/r -i B1 -j 2 -T /srv/ts1=/srv/r.tablespaces/16385 --remote-host=10.9.9.9');
  expect(restored).not.toContain('/srv/ts2');

  host.write('/hold', '');
  const gone = new AbortController();
  const second = '20261126-125502-restore-3f2a';
  let id = '';
  const cut = (async () => {
    for await (const one of asks.sendBackup(wish(second), { deadlineMs: 60_000, signal: gone.signal })) {
      id = one.id;
      if (one.state === 'running') gone.abort();
    }
  })().catch(() => undefined);
  await cut;
  await becomes(id, 'cancelled');
  asks.close();
});
