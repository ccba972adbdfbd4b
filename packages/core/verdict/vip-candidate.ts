import { vipWeights, type VipHost } from '@tamada/core/topology';
import { keepalivedRuns } from './keepalived.ts';
import type { NodeStatus } from './node-status.ts';
import type { Observation } from './observation.ts';

type Check = NodeStatus['checks'][number];

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
  readonly checks: readonly Check[];
}

/** What a host's agent and the checks there tell. */
export function vipCandidate({ name, priority }: VipHost, address: string, observations: readonly Observation[]): VipCandidate {
  const observation = observations.find(({ node }) => node === name);
  if (observation?.status == null) {
    const problem = observation === undefined ? 'it was not asked' : `its agent does not answer: ${observation.problem}`;
    return { name, holds: null, may: 'unknown', priority: null, why: problem, checks: [] };
  }
  const { status } = observation;
  const holds = status.addresses.includes(address);
  return { name, holds, ...standing(status, priority, holds), checks: status.checks };
}

/** keepalived's own reasoning: a check with a weight adds to the priority, one without takes the host out. */
function standing(status: NodeStatus, priority: number, holds: boolean): Pick<VipCandidate, 'may' | 'priority' | 'why'> {
  if (keepalivedRuns(status) === false) return { may: 'no', priority: null, why: 'keepalived does not run' };
  const [serves, leads] = [answer(status, 'haproxy'), answer(status, 'leader')];
  if (serves.answer === 'no') {
    return { may: 'no', priority: null, why: `its HAProxy does not serve (${because(serves)}), so keepalived is in FAULT` };
  }
  if (serves.answer === '') return unknown('its HAProxy serves', serves.why);
  if (leads.answer === '') return unknown('its member leads', leads.why);
  const preferred = leads.answer === 'yes';
  const reasons = [
    `${String(priority)} by the topology`,
    preferred
      ? `${String(vipWeights.leader)} more as its member leads (${because(leads)})`
      : `its member does not lead (${because(leads)})`,
    ...(holds ? [`${String(vipWeights.holder)} more as it holds the VIP`] : []),
  ];
  const more = (preferred ? vipWeights.leader : 0) + (holds ? vipWeights.holder : 0);
  return { may: 'yes', priority: priority + more, why: reasons.join(', ') };
}

function unknown(what: string, why: string): Pick<VipCandidate, 'may' | 'priority' | 'why'> {
  return { may: 'unknown', priority: null, why: `nobody knows whether ${what}: ${why}` };
}

function answer({ checks }: NodeStatus, subject: string): Pick<Check, 'answer' | 'why' | 'got'> {
  const check = checks.find((one) => one.subject === subject);
  if (check === undefined) return { answer: '', why: 'its agent tells of no such check', got: '' };
  return check.answer === '' ? { ...check, why: `tamada-check could not tell: ${check.why}` } : check;
}

function because({ why, got }: Pick<Check, 'why' | 'got'>): string {
  const words: Readonly<Record<string, string>> = {
    said: got,
    held: `${got}; the last answer still counts`,
    'hold ended': `${got}; the last answer is too old to count`,
    'nothing known': `${got}; there is no earlier answer`,
  };
  return words[why] ?? why;
}
