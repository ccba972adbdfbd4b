import { vipWeights, type VipHost } from '@tamada/core/topology';
import { nodeIn, said, silence, silenceWords, unitRuns, type CheckSaid, type ClusterView, type NodeStatus } from '@tamada/core/view';

/** One host that may hold the VIP, as keepalived there would judge it now. */
export interface VipCandidate {
  readonly name: string;
  /** Null where the agent does not answer. */
  readonly holds: boolean | null;
  /** Whether it takes part in the contest for the VIP; `unknown` also where nobody knows with which priority. */
  readonly may: 'yes' | 'no' | 'unknown';
  /** What it competes with; null where it does not take part, or nobody knows. */
  readonly priority: number | null;
  readonly why: string;
  readonly checks: NodeStatus['checks'];
}

type Standing = Pick<VipCandidate, 'may' | 'priority' | 'why'>;

/** What a host's agent and the checks there tell. */
export function vipCandidate({ name, priority }: VipHost, address: string, view: ClusterView): VipCandidate {
  const node = nodeIn(view, name);
  if (node?.status == null) {
    const why = node === undefined ? 'it was not asked' : silenceWords('its agent', node.silence);
    return { name, holds: null, may: 'unknown', priority: null, why, checks: [] };
  }
  const { status } = node;
  const holds = status.addresses.includes(address);
  return { name, holds, ...standing(status, priority, holds), checks: status.checks };
}

/** keepalived's own reasoning: a check with a weight adds to the priority, one without takes the host out. */
function standing(status: NodeStatus, priority: number, holds: boolean): Standing {
  if (unitRuns(status, 'keepalived.service') === false) return { may: 'no', priority: null, why: 'keepalived does not run' };
  const [serves, leads] = [answer(status, 'haproxy'), answer(status, 'leader')];
  if ('silent' in serves) return unknown('its HAProxy serves', serves.silent);
  if (serves.answer === 'no') {
    return { may: 'no', priority: null, why: `its HAProxy does not serve (${because(serves)}), so keepalived is in FAULT` };
  }
  if ('silent' in leads) return unknown('its member leads', leads.silent);
  const preferred = leads.answer === 'yes';
  const drained = status.agent.drained !== null;
  const reasons = [
    `${String(priority)} by the topology`,
    preferred
      ? `${String(vipWeights.leader)} more as its member leads (${because(leads)})`
      : `its member does not lead (${because(leads)})`,
    ...(holds ? [`${String(vipWeights.holder)} more as it holds the VIP`] : []),
    ...(drained ? [`${String(-vipWeights.drained)} less as it is drained`] : []),
  ];
  const more = (preferred ? vipWeights.leader : 0) + (holds ? vipWeights.holder : 0) + (drained ? vipWeights.drained : 0);
  return { may: 'yes', priority: priority + more, why: reasons.join(', ') };
}

function unknown(what: string, why: string): Standing {
  return { may: 'unknown', priority: null, why: `nobody knows whether ${what}: ${why}` };
}

function answer({ checks }: NodeStatus, subject: 'leader' | 'haproxy'): CheckSaid | { readonly silent: string } {
  const check = checks.find((one) => one.subject === subject);
  if (check === undefined) return { silent: 'its agent tells of no such check' };
  return said(check.look) ?? { silent: `tamada-check could not tell: ${silence(check.look)?.problem ?? ''}` };
}

function because({ basis, got }: CheckSaid): string {
  switch (basis.is) {
    case 'said':
      return got;
    case 'held':
      return `${got}; the last answer still counts`;
    case 'hold_ended':
      return `${got}; the last answer is too old to count`;
    case 'nothing_known':
      return `${got}; there is no earlier answer`;
    case 'other':
      return `${got}; ${basis.text}`;
  }
}
