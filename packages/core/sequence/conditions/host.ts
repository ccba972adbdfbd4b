import {
  hostIn,
  isDrained,
  nodeIn,
  readBackends,
  said,
  serversUp,
  silence,
  silenceWords,
  writeBackend,
  type ClusterView,
} from '@tamada/core/view';
import type { Condition, ConditionState } from '../condition.ts';
import { silentAgent, without, type Gap } from './gaps.ts';

/** Nobody's new connection comes to the host, and no commit waits for it. */
export function nothingLeadsTo({ node, hosts, vips }: Extract<Condition, { kind: 'nothing_leads_to' }>, view: ClusterView): ConditionState {
  const own = nodeIn(view, node);
  if (own?.status == null) return without(silentAgent(node, view), '');
  const { addresses } = own.status;
  const gaps: readonly Gap[] = [
    ...no(!isDrained(view, node), `${node}: its agent does not call it drained`),
    ...no(view.leader.name === node, `${node}: it leads`),
    ...roleGap(node, view),
    ...hosts.flatMap((host) => leadGap(host, node, view)),
    ...vips.filter((address) => addresses.includes(address)).map((address): Gap => ({ is: 'no', words: `${node}: it holds ${address}` })),
  ];
  return without(gaps, `nothing leads to ${node}`);
}

function no(is: boolean, words: string): readonly Gap[] {
  return is ? [{ is: 'no', words }] : [];
}

function roleGap(node: string, { dcs: { syncStandbys } }: ClusterView): readonly Gap[] {
  if (syncStandbys === undefined) return [{ is: 'unknown', words: 'nobody knows who is synchronous' }];
  return no(syncStandbys.includes(node), `${node}: it is a synchronous standby still`);
}

/** One that does not answer leads nobody to anybody where it is known not to run. */
function leadGap(host: string, node: string, view: ClusterView): readonly Gap[] {
  const quiet = silence(nodeIn(view, host)?.status?.haproxy);
  if (quiet?.why === 'refused') return [];
  if (quiet !== null) return [{ is: 'unknown', words: `${host}: ${silenceWords('HAProxy', quiet)}` }];
  const haproxy = hostIn(view, host)?.haproxy ?? null;
  if (haproxy === null) return silentAgent(host, view);
  const backends = [writeBackend, ...readBackends.map(({ name }) => name)].filter((backend) => serversUp(haproxy, backend).includes(node));
  return no(backends.length > 0, `${host}: HAProxy still leads to it by ${backends.join(', ')}`);
}

/** What starts with the host has started. */
export function unitsRun(node: string, view: ClusterView): ConditionState {
  const status = nodeIn(view, node)?.status ?? null;
  if (status === null) return without(silentAgent(node, view), '');
  const quiet = silence(status.units);
  if (quiet !== null) return without([{ is: 'unknown', words: `${node}: ${silenceWords('systemd', quiet)}` }], '');
  const enabled = (said(status.units) ?? []).filter((unit) => unit.enabled);
  return without(
    enabled
      .filter(({ state }) => state.is !== 'active')
      .map(({ name, state }): Gap => ({ is: 'no', words: `${node}: ${name} is ${state.text}` })),
    `${enabled.map(({ name }) => name).join(', ')} run`,
  );
}
