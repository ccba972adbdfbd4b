import { dynamicConfig } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { evaluateCondition } from '@tamada/core/sequence';
import type { ClusterView } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import type { TaskControl } from '../runner/run-sequence.ts';
import { awaitLeader, observe } from './observe.ts';
import { orderOnce, refuseEnded } from './patroni-order.ts';
import { persist } from './persist.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const configMs = 60_000;
/** A checkpoint of the agent's, and then Patroni looks for up to a minute what has become of it. */
const askMs = 150_000;
const lookEveryMs = 200;
const overWithinMs = 3 * 60_000;
/** After Patroni's last word the leader key and HAProxy get this long to follow. */
const afterMs = 30_000;
const syncWithinMs = 60_000;

export const changeLeader: TaskExecutor<'change_leader'> = async ({ node: from, to, hosts, makeSync }, tools, control) => {
  const change = (): Promise<HandedOver> => handOver({ from, to, hosts }, tools, control);
  const isSync = makeSync === null || (await observe(tools, hosts, { signal: control.signal })).dcs.syncStandbys?.includes(to) === true;
  const { gapMs } = isSync ? await change() : await whileSync({ to, hosts, count: makeSync }, tools, control, change);
  const note = `writes were held up for about ${(gapMs / 1000).toFixed(1)} s`;
  return { changed: true, note, found: { told: { from, to, gapMs } } };
};

export const setPaused: TaskExecutor<'set_paused'> = async ({ members, paused }, tools, control) => {
  const { members: seen } = await observe(tools, members, { signal: control.signal });
  const answering = seen.filter(({ own }) => own !== null);
  const through = (answering.find(({ state }) => state === 'leader') ?? answering[0])?.name;
  if (through === undefined) {
    const problem = 'no Patroni answers, so nobody can be told';
    throw new TamadaError({ code: 'request_failed', program: 'patroni', request: paused ? 'pause' : 'resume', problem });
  }
  // Patroni removes a key that is null.
  const changed = await configure(through, { pause: paused ? true : null }, tools, control);
  const everybody = answering.map(({ name }) => name);
  await until({
    condition: paused ? 'every Patroni that answers is paused' : 'no Patroni is paused any more',
    intervalMs: lookEveryMs,
    deadlineMs: configMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      const { members: now } = await observe(tools, everybody, { signal: ends });
      const other = now.filter(({ own }) => own !== null && own.paused !== paused).map(({ name }) => name);
      return other.length === 0 ? { ready: true, value: null } : { ready: false, seen: `not yet: ${other.join(', ')}` };
    },
  });
  return { changed, note: `by ${String(everybody.length)} members`, found: { told: { paused } } };
};

async function configure(node: string, config: object, tools: TaskTools, control: TaskControl): Promise<boolean> {
  const request = { config: JSON.stringify(config) };
  const call = runCall(tools, control, configMs);
  return (await persist(() => tools.connections.client(node).ensureDynamicConfig(request, call), control)).changed;
}

interface HandedOver {
  /** From the first look in which a host led elsewhere to the one in which all lead to the new leader. */
  readonly gapMs: number;
}

/** The request and what comes of it are two things: Patroni may be unable to say, and go on (patroni#2376). So it is watched meanwhile. */
async function handOver(
  { from, to, hosts }: { readonly from: string; readonly to: string; readonly hosts: readonly string[] },
  tools: TaskTools,
  control: TaskControl,
): Promise<HandedOver> {
  const asked = orderOnce(from, (client) => client.changeLeader({ to }, runCall(tools, control, askMs)), tools);
  let cutAtMs: number | null = null;
  return until({
    condition: `5555 leads to ${to} from ${hosts.join(', ')}`,
    intervalMs: lookEveryMs,
    deadlineMs: overWithinMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      const view = await observe(tools, hosts, { signal: ends });
      const { line, done, cut } = judge(view, { from, to, hosts });
      if (cut) cutAtMs ??= performance.now();
      if (done) return { ready: true, value: { gapMs: Math.round(performance.now() - (cutAtMs ?? performance.now())) } };
      const { name } = view.leader;
      refuseEnded(asked.said(), {
        request: 'switchover',
        afterMs,
        problem: `${name === from ? `${from} still leads` : `the leader is ${name ?? 'unknown'}`}, not ${to}`,
        next: '`tamada status` shows how the members stand; then try again',
      });
      return { ready: false, seen: line };
    },
  });
}

function judge(
  view: ClusterView,
  { from, to, hosts }: { readonly from: string; readonly to: string; readonly hosts: readonly string[] },
): { readonly line: string; readonly done: boolean; readonly cut: boolean } {
  const { is, line } = evaluateCondition({ kind: 'rw_leads_to_leader', hosts }, view);
  const { name } = view.leader;
  return { line, done: is === 'met' && name === to, cut: !(is === 'met' && name === from) };
}

/** Makes every standby synchronous, so that the candidate is, and puts the number back whatever comes of it. */
async function whileSync(
  { to, hosts, count }: { readonly to: string; readonly hosts: readonly string[]; readonly count: number },
  tools: TaskTools,
  control: TaskControl,
  work: () => Promise<HandedOver>,
): Promise<HandedOver> {
  const leader = await awaitLeader(tools, hosts, control);
  await configure(leader, { synchronous_node_count: count }, tools, control);
  try {
    await until({
      condition: `${to} is a synchronous standby`,
      intervalMs: lookEveryMs,
      deadlineMs: syncWithinMs,
      signal: control.signal,
      onSeen: control.progress,
      look: async (ends) => {
        const { dcs } = await observe(tools, hosts, { signal: ends });
        if (dcs.syncStandbys?.includes(to) === true) return { ready: true, value: null };
        return { ready: false, seen: `synchronous are: ${dcs.syncStandbys?.join(', ') ?? 'nobody knows'}` };
      },
    });
    return await work();
  } finally {
    // Also after Ctrl-C.
    const patient: TaskControl = { ...control, signal: AbortSignal.timeout(2 * configMs) };
    const { synchronous_node_count: wanted } = dynamicConfig(tools.topology, 'keep');
    await configure(await awaitLeader(tools, hosts, patient), { synchronous_node_count: wanted }, tools, patient);
  }
}
