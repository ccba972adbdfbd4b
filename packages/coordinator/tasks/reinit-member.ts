import { TamadaError } from '@tamada/core/errors';
import { memberIn, type MemberSaid } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import { byteSize } from '../report/quantity.ts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { observe } from './observe.ts';
import { orderOnce, refuseEnded } from './patroni-order.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const askMs = 90_000;
const lookEveryMs = 1000;
/** A copy takes as long as it takes: Ctrl-C ends the waiting, not the copy. */
const overWithinMs = 24 * 60 * 60_000;
/** After Patroni's last word its work gets this long to be seen. */
const afterMs = 60_000;

export const reinitMember: TaskExecutor<'reinit_member'> = async ({ node, members }, tools, control) => {
  const { signal } = control;
  const before = memberIn(await observe(tools, members, { signal }), node)?.own;
  if (before == null)
    throw new TamadaError({ code: 'request_failed', program: 'patroni', request: 'reinitialize', problem: 'Patroni does not answer' });
  const begunMs = performance.now();
  const order = orderOnce(node, (client) => client.reinitMember({}, runCall(tools, control, askMs)), tools);
  let begun = false;
  await until({
    condition: `${node} streams with a new copy`,
    intervalMs: lookEveryMs,
    deadlineMs: overWithinMs,
    signal,
    onSeen: control.progress,
    look: async (ends) => {
      const view = await observe(tools, members, { signal: ends });
      const member = memberIn(view, node);
      const own = member?.own;
      begun ||= own != null && (own.state.is === 'creating' || isAnother(own, before));
      if (begun && own?.state.is === 'running' && isAnother(own, before) && member?.streams.is === 'yes')
        return { ready: true, value: null };
      if (!begun) refuseEnded(order.said(), { request: 'reinitialize', afterMs, problem: 'nothing came of it' });
      const words = own?.state.text ?? 'Patroni does not answer';
      return { ready: false, seen: `${node}: ${words}${await copied(view.leader.name, tools, control)}` };
    },
  });
  const tookMs = Math.round(performance.now() - begunMs);
  return { changed: true, note: '', found: { told: { node, tookMs } } };
};

/** A PostgreSQL that was started since; one that did not run has no time. */
function isAnother(own: MemberSaid, before: MemberSaid): boolean {
  return own.startedAtMs !== null && own.startedAtMs !== before.startedAtMs;
}

/** How far the base backup on the leader is; nothing where none runs there. */
async function copied(leader: string | null, { connections }: TaskTools, { signal }: TaskControl): Promise<string> {
  if (leader === null) return '';
  const told = await connections.ask(leader, (client, call) => client.readSessions({}, call), { signal }).catch(() => null);
  return told === null || told.copyBytes === 0 ? '' : `, ${byteSize(told.copiedBytes)} of about ${byteSize(told.copyBytes)} copied`;
}
