import { writeBackend } from './haproxy.ts';
import type { DcsView } from './dcs.ts';
import { said } from './look.ts';
import type { NodeView } from './nodes.ts';
import { weigh, type Evidence, type Truth } from './truth.ts';

/**
 * Who leads. Yes: `name` holds the leader key as the majority of Consul sees it; where Consul cannot be asked, a single member that says so
 * of itself, or that the checks of all HAProxies which answer have found. No: by the majority there is no leader key.
 */
export interface LeaderView extends Truth {
  /** Null for nobody, and where nobody knows. */
  readonly name: string | null;
  /** It holds the leader key, as the majority sees it. False: it leads by its own word or by checks, and there may be another one. */
  readonly hasKey: boolean;
  /** It has taken over: its own Patroni says that it leads, or, while that is silent, HAProxy's checks. Unknown while there is no leader. */
  readonly promoted: Truth;
  /** Members that say of themselves that they lead, with a PostgreSQL that answers. */
  readonly claimants: readonly string[];
}

export function leaderView(nodes: readonly NodeView[], dcs: DcsView): LeaderView {
  const claimants = nodes.filter(({ status }) => claims(status?.member)).map(({ name }) => name);
  const found = foundByChecks(nodes);
  const denied = [...found.keys()].some((name) => denies(nodes.find((node) => node.name === name)?.status?.member));
  const led = whoLeads(claimants, found, denied, dcs);
  return { ...led, hasKey: led.name !== null && led.name === dcs.leader, promoted: promoted(led.name, nodes, found), claimants };
}

/** `denied`: one that HAProxy's checks have found says by now that it does not lead. */
function whoLeads(
  claimants: readonly string[],
  found: ReadonlyMap<string, readonly string[]>,
  denied: boolean,
  dcs: DcsView,
): Truth & Pick<LeaderView, 'name'> {
  const words = (name: string): readonly string[] => [
    ...(claimants.includes(name) ? [`${name} says that it leads`] : []),
    ...(found.has(name) ? [checkWords(name, found.get(name) ?? [])] : []),
  ];
  const candidates = [...new Set([...claimants, ...found.keys()])];
  const through = `read through ${dcs.through.join(', ')}`;
  if (dcs.leader === null) return { is: 'no', name: null, evidence: [`there is no leader key in Consul, ${through}`] };
  if (dcs.leader !== undefined) {
    return { is: 'yes', name: dcs.leader, evidence: [`${dcs.leader} holds the leader key in Consul, ${through}`, ...words(dcs.leader)] };
  }
  if (dcs.through.length > 0) {
    return {
      is: 'unknown',
      name: null,
      evidence: ['two answers of Consul differ: the leader key changes just now', ...candidates.flatMap(words)],
    };
  }
  const evidence = ['nobody that answers can ask the majority of Consul for the leader key', ...candidates.flatMap(words)];
  const [name] = candidates;
  return candidates.length === 1 && name !== undefined && !denied ? { is: 'yes', name, evidence } : { is: 'unknown', name: null, evidence };
}

function promoted(name: string | null, nodes: readonly NodeView[], found: ReadonlyMap<string, readonly string[]>): Truth {
  if (name === null) return { is: 'unknown', evidence: [] };
  const member = nodes.find((node) => node.name === name)?.status?.member;
  const own = said(member);
  const checks = found.get(name);
  const evidence: Evidence[] = checks === undefined ? [] : [{ speaksFor: 'yes', weight: 'trace', says: checkWords(name, checks) }];
  if (claims(member)) evidence.push({ speaksFor: 'yes', weight: 'own', says: `${name} says that it leads` });
  else if (own !== null && denies(member))
    evidence.push({
      speaksFor: 'no',
      weight: 'own',
      says: `${name} says: ${own.state.text}${own.role === null ? '' : `, ${own.role.text}`}`,
    });
  return weigh(evidence, [`${name} does not say whether it leads`]);
}

/** Patroni says that its member leads, and its PostgreSQL answered it. */
function claims(member: NonNullable<NodeView['status']>['member'] | undefined): boolean {
  const own = said(member);
  return own?.role?.is === 'leader' && own.state.is === 'running';
}

function denies(member: NonNullable<NodeView['status']>['member'] | undefined): boolean {
  return said(member)?.role != null && !claims(member);
}

/** Whom the checks of 5555 have found, and from which hosts. */
function foundByChecks(nodes: readonly NodeView[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { name: host, status } of nodes) {
    for (const { backend, name, up, byHand } of said(status?.haproxy)?.servers ?? []) {
      if (backend === writeBackend && up && byHand === null) found.set(name, [...(found.get(name) ?? []), host]);
    }
  }
  return found;
}

function checkWords(name: string, hosts: readonly string[]): string {
  return `HAProxy's checks find that ${name} leads, from ${hosts.join(', ')}`;
}
