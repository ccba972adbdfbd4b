import { evaluateCondition } from '@tamada/core/sequence';
import { until } from '@tamada/runtime';
import { observe } from './observe.ts';
import { orderOnce, refuseEnded } from './patroni-order.ts';
import { runCall, type TaskExecutor } from './tools.ts';

const askMs = 90_000;
const lookEveryMs = 500;
const overWithinMs = 5 * 60_000;
/** After Patroni's last word the leader key and HAProxy get this long to follow. */
const afterMs = 60_000;

export const takeLead: TaskExecutor<'take_lead'> = async ({ node, hosts }, tools, control) => {
  const order = orderOnce(node, (client) => client.takeLead({}, runCall(tools, control, askMs)), tools);
  await until({
    condition: `5555 leads to ${node} from ${hosts.join(', ')}`,
    intervalMs: lookEveryMs,
    deadlineMs: overWithinMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      const view = await observe(tools, hosts, { signal: ends });
      const { is, line } = evaluateCondition({ kind: 'rw_leads_to_leader', hosts }, view);
      if (is === 'met' && view.leader.name === node) return { ready: true, value: null };
      refuseEnded(order.said(), {
        request: 'failover',
        afterMs,
        problem: `the leader is ${view.leader.name ?? 'unknown'}, not ${node}`,
      });
      return { ready: false, seen: line };
    },
  });
  return { changed: true, note: '', found: { told: { to: node } } };
};
