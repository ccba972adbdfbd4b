import { writeBackend } from './backends.ts';
import type { DcsView } from './dcs.ts';
import { said } from './look.ts';
import type { NodeView } from './nodes.ts';
import type { Truth } from './truth.ts';

/**
 * Who leads. Yes: `name` holds the leader key as the majority of Consul sees it; where Consul cannot be asked, a single member that says so
 * of itself, or that the checks of all HAProxies which answer have found. No: by the majority there is no leader key.
 */
export interface LeaderView extends Truth {
  /** Null for nobody, and where nobody knows. */
  readonly name: string | null;
  /** Members that say of themselves that they lead, with a PostgreSQL that answers. */
  readonly claimants: readonly string[];
}

export function leaderView(nodes: readonly NodeView[], dcs: DcsView): LeaderView {
  const claimants = nodes.filter(({ status }) => claims(status?.member)).map(({ name }) => name);
  const found = foundByChecks(nodes);
  const words = [...claimants.map((name) => `${name} says that it leads`), ...[...found].map(([name, hosts]) => checkWords(name, hosts))];
  if (dcs.leader !== undefined) {
    const whose = dcs.leader === null ? 'there is no leader key in Consul' : `${dcs.leader} holds the leader key in Consul`;
    const evidence = [`${whose}, read through ${dcs.through.join(', ')}`];
    if (dcs.leader === null) return { is: 'no', name: null, evidence, claimants };
    return { is: 'yes', name: dcs.leader, evidence: [...evidence, ...words.filter((one) => one.includes(dcs.leader ?? ''))], claimants };
  }
  if (dcs.through.length > 0) {
    return { is: 'unknown', name: null, evidence: ['the leader key changes just now: two answers of Consul differ', ...words], claimants };
  }
  const candidates = new Set([...claimants, ...found.keys()]);
  const [name] = candidates;
  const evidence = ["no server's view of the leader key is one of the majority", ...words];
  return candidates.size === 1 && name !== undefined
    ? { is: 'yes', name, evidence, claimants }
    : { is: 'unknown', name: null, evidence, claimants };
}

/** Patroni says that its member leads, and its PostgreSQL answered it. */
function claims(member: NonNullable<NodeView['status']>['member'] | undefined): boolean {
  const own = said(member);
  return own?.role?.is === 'leader' && own.state.is === 'running';
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
