import { inForce, wantedParameters } from '@tamada/core/sequence';
import { TamadaError } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import type { TaskExecutor } from './tools.ts';

/** Patroni hears of a patch within a round of at most `loop_wait`, and reloads PostgreSQL then. */
const withinMs = 60_000;
const intervalMs = 500;
const callMs = 20_000;

export const checkInForce: TaskExecutor<'check_in_force'> = async ({ members }, { connections, topology }, control) => {
  const names = Object.keys(wantedParameters(topology));
  let wrong: readonly string[] = [];
  try {
    return await until({
      condition: 'every member has the parameters that are wanted',
      intervalMs,
      deadlineMs: withinMs,
      signal: control.signal,
      onSeen: control.progress,
      look: async (signal) => {
        const replies = await connections.askAll(members, (client, call) => client.readSettings({ names }, call), {
          deadlineMs: callMs,
          signal,
        });
        const silent = replies.flatMap((reply) => (reply.ok ? [] : [reply.node]));
        if (silent.length > 0) return { ready: false, seen: `no answer: ${silent.join(', ')}` };
        const found = inForce(
          topology,
          replies.flatMap((reply) => (reply.ok ? [{ node: reply.node, ...reply.value }] : [])),
        );
        wrong = found.wrong;
        if (wrong.length > 0) return { ready: false, seen: wrong[0] ?? '' };
        const note = found.waiting.length === 0 ? '' : `at the next start of PostgreSQL: ${found.waiting.join(', ')}`;
        return { ready: true, value: { changed: false, note } };
      },
    });
  } catch (error) {
    if (wrong.length === 0 || control.signal.aborted) throw error;
    const problem = `not in force: ${wrong.join('; ')}`;
    throw new TamadaError({ code: 'request_failed', program: 'postgres', request: 'compare parameters', problem }, { cause: error });
  }
};
