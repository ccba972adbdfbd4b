import { errorDetail, TamadaError } from '@tamada/core/errors';
import { memberIn, nodeIn, readFrontend, said, silence, writeBackend, type ClusterView } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import { sessionWords, type HostSessions } from '../report/node-text.ts';
import { duration } from '../report/quantity.ts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { observe } from './observe.ts';
import { persist } from './persist.ts';
import { changeResult, runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const markMs = 60_000;
const lookEveryMs = 500;

export const setDrained: TaskExecutor<'set_drained'> = async ({ node, drained, forReboot }, tools, control) => {
  const call = runCall(tools, control, markMs);
  return changeResult(await persist(() => tools.connections.client(node).setDrained({ drained, forReboot }, call), control));
};

export const awaitIdle: TaskExecutor<'await_idle'> = async ({ node, withinMs, goOn }, tools, control) => {
  const begunMs = performance.now();
  const { left, gone } = await until({
    condition: `${node} has no clients any more`,
    intervalMs: lookEveryMs,
    deadlineMs: null,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      const sessions = await hostSessions(node, tools, ends);
      const none = sessions.server === 0 && sessions.haproxy === 0;
      if (none || performance.now() - begunMs >= withinMs) return { ready: true, value: { left: sessionWords(sessions), gone: none } };
      return { ready: false, seen: `${node}: ${sessionWords(sessions)}` };
    },
  });
  if (gone) return { changed: false, note: 'none is left' };
  const problem = `after ${duration(withinMs)} ${node} has ${left}`;
  if (!goOn) throw stillThere(problem, node);
  control.remark(problem);
  return { changed: false, note: left, found: { told: { left } } };
};

function stillThere(problem: string, node: string): TamadaError {
  const next = `end them and run this again, add --despite-sessions, or take it back: \`tamada node undrain ${node}\``;
  return new TamadaError({ code: 'unsafe', problem, next });
}

/** What clients have on a host: on its PostgreSQL, and through its HAProxy to any. */
export async function hostSessions(
  node: string,
  tools: Pick<TaskTools, 'topology' | 'connections'>,
  signal: AbortSignal,
): Promise<HostSessions> {
  const view = await observe(tools, [node], { signal });
  const ask = tools.connections.ask(node, (client, call) => client.readSessions({}, call), { signal });
  const told = memberIn(view, node)?.runs.is === 'no' ? null : await ask.catch(() => undefined);
  return { server: told === null ? 0 : (told?.overNetwork ?? null), haproxy: throughHaproxy(node, view) };
}

function throughHaproxy(node: string, view: ClusterView): number | null {
  const look = nodeIn(view, node)?.status?.haproxy;
  if (silence(look)?.why === 'refused') return 0;
  const ports: readonly string[] = [writeBackend, readFrontend];
  const frontends = said(look)?.frontends.filter(({ name }) => ports.includes(name));
  return frontends?.reduce((sum, { sessions }) => sum + sessions, 0) ?? null;
}

/** How long a host may take to go down and to come back. */
const rebootWithinMs = 20 * 60_000;

export const rebootHost: TaskExecutor<'reboot_host'> = async ({ node }, tools, control) => {
  const before = await ownBoot(node, tools, control);
  if (before.rebootFrom !== null && before.rebootFrom !== before.boot)
    return { changed: false, note: 'it was rebooted since this was begun' };
  const begunMs = performance.now();
  const asked = tools.connections.client(node).reboot({ boot: before.boot }, runCall(tools, control, markMs));
  let refusal: TamadaError | null = null;
  asked.catch((error: unknown) => {
    const detail = errorDetail(error);
    // An agent that is gone before it could answer went down with its host.
    if (detail.code !== 'node_unreachable' && detail.code !== 'cancelled') refusal = new TamadaError(detail, { cause: error });
  });
  await until({
    condition: `${node} is back in another boot`,
    intervalMs: lookEveryMs,
    deadlineMs: rebootWithinMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      if (refusal !== null) throw refusal;
      const seen = nodeIn(await observe(tools, [node], { signal: ends }), node);
      const boot = seen?.status?.agent.boot ?? null;
      if (boot !== null && boot !== before.boot) return { ready: true, value: null };
      return { ready: false, seen: `${node}: ${boot === null ? 'its agent does not answer' : 'it has not gone down yet'}` };
    },
  });
  const tookMs = Math.round(performance.now() - begunMs);
  return { changed: true, note: `back after ${duration(tookMs)}`, found: { told: { node, tookMs } } };
};

async function ownBoot(
  node: string,
  tools: TaskTools,
  control: TaskControl,
): Promise<{ readonly boot: string; readonly rebootFrom: string | null }> {
  const own = nodeIn(await observe(tools, [node], { signal: control.signal, deadlineMs: 10_000 }), node)?.status?.agent;
  if (own?.boot != null) return { boot: own.boot, rebootFrom: own.drained?.rebootFrom ?? null };
  const problem = own === undefined ? 'its agent does not answer' : 'its agent does not tell in which boot its host is';
  throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'Reboot', problem });
}
