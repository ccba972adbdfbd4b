import { TamadaError } from '@tamada/core/errors';
import { memberIn, type ClusterView, type MemberSaid } from '@tamada/core/view';
import { elapsed, until } from '@tamada/runtime';
import type { TaskControl } from '../runner/run-sequence.ts';
import { awaitLeader, observe } from './observe.ts';
import { orderOnce, refuseEnded } from './patroni-order.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

/** The agent waits for Patroni for a minute; a checkpoint comes before it. */
const askMs = 150_000;
const lookEveryMs = 300;
/** A standby gives its role up within two of Patroni's rounds; then PostgreSQL stops, starts and may have to replay. */
const overWithinMs = 10 * 60_000;
/** After Patroni's last word the new process gets this long to be seen. */
const afterMs = 60_000;

/** What a restart was like. */
export interface RestartTold {
  readonly node: string;
  readonly tookMs: number;
  /** The longest wait of a commit for a standby that was seen. */
  readonly commitWaitMs: number;
}

export const restartMember: TaskExecutor<'restart_member'> = async ({ node, members, startedAtMs, onlyIfPending }, tools, control) => {
  const before = await ownWords(node, members, tools, control);
  if (startedAtMs !== null && before.startedAtMs !== null && before.startedAtMs !== startedAtMs)
    return { changed: false, note: 'PostgreSQL was started again since this was planned' };
  if (onlyIfPending && !before.pendingRestart) return { changed: false, note: 'no restart is pending' };
  const begunMs = performance.now();
  const order = orderOnce(node, (client) => client.restartMember({ onlyIfPending }, runCall(tools, control, askMs)), tools);
  const waits = watchCommits(await awaitLeader(tools, members, control), tools, control);
  try {
    await until({
      condition: `PostgreSQL of ${node} runs again`,
      intervalMs: lookEveryMs,
      deadlineMs: overWithinMs,
      signal: control.signal,
      onSeen: control.progress,
      look: async (ends) => {
        const view = await observe(tools, members, { signal: ends });
        const line = stillMissing(node, before, view);
        if (line === null) return { ready: true, value: null };
        refuseEnded(order.said(), {
          request: 'restart',
          // A process that was started since is its work, however long the rest of it takes.
          afterMs: memberIn(view, node)?.own?.startedAtMs === before.startedAtMs ? afterMs : Infinity,
          problem: 'PostgreSQL was not restarted',
        });
        return { ready: false, seen: line };
      },
    });
  } finally {
    waits.stop();
  }
  const told: RestartTold = { node, tookMs: Math.round(performance.now() - begunMs), commitWaitMs: await waits.longestMs() };
  const note = told.commitWaitMs === 0 ? 'no commit was seen to wait' : `a commit waited for ${(told.commitWaitMs / 1000).toFixed(1)} s`;
  const earlier = (tools.found.told.restarts ?? []) as readonly RestartTold[];
  return { changed: true, note, found: { told: { restarts: [...earlier, told] } } };
};

async function ownWords(node: string, members: readonly string[], tools: TaskTools, control: TaskControl): Promise<MemberSaid> {
  const own = memberIn(await observe(tools, [...new Set([...members, node])], { signal: control.signal }), node)?.own ?? null;
  if (own !== null) return own;
  throw new TamadaError({ code: 'request_failed', program: 'patroni', request: 'restart', problem: 'Patroni does not answer' });
}

/** What is still to come; null where the restart is over. */
function stillMissing(node: string, before: MemberSaid, view: ClusterView): string | null {
  const now = memberIn(view, node);
  if (now?.own == null) return `${node}: Patroni does not answer`;
  const { own, streams, state } = now;
  if (own.systemId !== null && before.systemId !== null && own.systemId !== before.systemId)
    throw failed(`another cluster's data is there now: its system id is ${own.systemId}, not ${before.systemId}`);
  if (own.timeline !== null && before.timeline !== null && own.timeline !== before.timeline)
    throw failed(`a failover came in between: it is on timeline ${String(own.timeline)}, not ${String(before.timeline)}`);
  if (own.state.is !== 'running') return `${node}: ${own.state.text}`;
  if (own.startedAtMs === null || own.startedAtMs === before.startedAtMs) {
    const role = view.dcs.syncStandbys?.includes(node) === true ? 'it is a synchronous standby still' : 'PostgreSQL has not stopped yet';
    return `${node}: ${role}`;
  }
  if (state === 'leader' || streams.is === 'yes') return null;
  return `${node}: it runs, and does not stream yet`;
}

function failed(problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'patroni', request: 'restart', problem });
}

/** Looks at the leader's sessions the whole time: a commit that waits for a standby is seen while it waits. */
function watchCommits(
  leader: string,
  { connections }: TaskTools,
  control: TaskControl,
): { readonly stop: () => void; readonly longestMs: () => Promise<number> } {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, control.signal]);
  let longestSeconds = 0;
  const watched = (async () => {
    while (!signal.aborted) {
      const sessions = await connections.ask(leader, (client, call) => client.readSessions({}, call), { signal }).catch(() => null);
      longestSeconds = Math.max(longestSeconds, sessions?.commitWaitSeconds ?? 0);
      await elapsed(lookEveryMs, signal);
    }
  })();
  return {
    stop: () => {
      over.abort();
    },
    longestMs: async () => {
      await watched;
      return Math.round(longestSeconds * 1000);
    },
  };
}
