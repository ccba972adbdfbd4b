import { TamadaError } from '@tamada/core/errors';
import { evaluateCondition } from '@tamada/core/sequence';
import { until } from '@tamada/runtime';
import { observe } from './observe.ts';
import { orderOnce, type Said } from './patroni-order.ts';
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
      refuseEnded(order.said(), view.leader.name, node);
      return { ready: false, seen: line };
    },
  });
  return { changed: true, note: '', found: { told: { to: node } } };
};

/** Throws where nothing more is to be waited for. */
function refuseEnded(said: Said | null, leader: string | null, node: string): void {
  if (said === null) return;
  const next = '`tamada status` shows how the members stand';
  if (said.outcome === 'refused') throw new TamadaError({ code: 'unsafe', problem: `Patroni refuses: ${said.words}`, next });
  if (performance.now() - said.atMs < afterMs) return;
  const problem = `the leader is ${leader ?? 'unknown'}, not ${node}; Patroni said: ${said.words === '' ? 'nothing' : said.words}`;
  throw new TamadaError({ code: 'request_failed', program: 'patroni', request: 'failover', problem });
}
