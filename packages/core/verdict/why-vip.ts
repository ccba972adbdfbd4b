import { vipHosts, vipWeights, type Topology, type VipHost } from '@tamada/core/topology';
import { keepalivedRuns } from './keepalived.ts';
import { dcsView } from './member-summary.ts';
import type { NodeStatus } from './node-status.ts';
import type { Observation } from './observation.ts';
import { vipSummaries } from './vip-summary.ts';

type Check = NodeStatus['checks'][number];

/** One host that may hold the VIP, as keepalived there would judge it now. */
export interface VipCandidate {
  readonly name: string;
  /** Null where the agent does not answer. */
  readonly holds: boolean | null;
  /** What it competes with; null where it does not take part, or nobody knows. */
  readonly priority: number | null;
  readonly why: string;
  readonly checks: readonly Check[];
}

/** Why a datacentre's VIP stands where it stands. */
export interface VipReason {
  readonly datacenter: string;
  readonly address: string;
  readonly leader: string | null;
  readonly holders: readonly string[];
  /** The host with the highest priority; null where none takes part. */
  readonly expected: string | null;
  readonly verdict: string;
  readonly hosts: readonly VipCandidate[];
}

/** From what all nodes say; null where the datacentre has no VIP. */
export function whyVip(topology: Topology, observations: readonly Observation[], datacenter: string): VipReason | null {
  const vip = vipSummaries(topology, observations)[datacenter];
  if (vip === undefined) return null;
  const { address, holders } = vip;
  const hosts = vipHosts(topology, datacenter).map((host) => candidate(host, address, observations));
  const expected = highest(hosts)?.name ?? null;
  const leader = dcsView(observations)?.leader ?? '';
  const verdict = judge(hosts, holders, expected);
  return { datacenter, address, leader: leader === '' ? null : leader, holders, expected, verdict, hosts };
}

function candidate({ name, priority }: VipHost, address: string, observations: readonly Observation[]): VipCandidate {
  const observation = observations.find(({ node }) => node === name);
  if (observation?.status == null) {
    const problem = observation === undefined ? 'it was not asked' : `its agent does not answer: ${observation.problem}`;
    return { name, holds: null, priority: null, why: problem, checks: [] };
  }
  const { status } = observation;
  const holds = status.addresses.includes(address);
  return { name, holds, ...standing(status, priority, holds), checks: status.checks };
}

/** keepalived's own reasoning: a check with a weight adds to the priority, one without takes the host out. */
function standing(status: NodeStatus, priority: number, holds: boolean): Pick<VipCandidate, 'priority' | 'why'> {
  if (keepalivedRuns(status) === false) return { priority: null, why: 'keepalived does not run' };
  const [serves, leads] = [answer(status, 'haproxy'), answer(status, 'leader')];
  if (serves.answer === 'no') return { priority: null, why: `its HAProxy does not serve (${because(serves)}), so keepalived is in FAULT` };
  if (serves.answer === '') return { priority: null, why: `nobody knows whether its HAProxy serves: ${serves.why}` };
  if (leads.answer === '') return { priority: null, why: `nobody knows whether its member leads: ${leads.why}` };
  const preferred = leads.answer === 'yes';
  const reasons = [
    `${String(priority)} by the topology`,
    preferred
      ? `${String(vipWeights.leader)} more as its member leads (${because(leads)})`
      : `its member does not lead (${because(leads)})`,
    ...(holds ? [`${String(vipWeights.holder)} more as it holds the VIP`] : []),
  ];
  const more = (preferred ? vipWeights.leader : 0) + (holds ? vipWeights.holder : 0);
  return { priority: priority + more, why: reasons.join(', ') };
}

function answer({ checks }: NodeStatus, subject: string): Pick<Check, 'answer' | 'why' | 'got'> {
  return checks.find((check) => check.subject === subject) ?? { answer: '', why: 'its agent tells of no such check', got: '' };
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

function highest(hosts: readonly VipCandidate[]): VipCandidate | null {
  return hosts.reduce<VipCandidate | null>((best, host) => ((host.priority ?? 0) > (best?.priority ?? 0) ? host : best), null);
}

function judge(hosts: readonly VipCandidate[], holders: readonly string[], expected: string | null): string {
  const silent = hosts.filter(({ holds }) => holds === null).map(({ name }) => name);
  const [holder] = holders;
  if (holders.length > 1) {
    return `${holders.join(' and ')} hold it at once: they do not hear each other; look at IP protocol 112 between them`;
  }
  if (holder === undefined) {
    if (silent.length > 0) return `nobody that answers holds it; ${silent.join(' and ')} may, and cannot be asked`;
    return expected === null
      ? 'nobody holds it, and no host may'
      : `nobody holds it, ${expected} should: its keepalived takes it within seconds, or \`journalctl -u keepalived\` there says why not`;
  }
  const own = hosts.find(({ name }) => name === holder);
  if (own === undefined) return `${holder} holds it, which is none of its hosts: remove the address there`;
  if (holder === expected) return `${holder} holds it, as it should: no other host has a higher priority`;
  if (expected === null) return `${holder} holds it, though no host may, as far as anybody knows`;
  const words = own.priority === null ? 'which may not' : `with a priority of ${String(own.priority)}`;
  const wanted = hosts.find(({ name }) => name === expected)?.priority ?? 0;
  return `${holder} holds it, ${words}; ${expected} should, with ${String(wanted)}, and takes it within seconds if VRRP passes between them`;
}
