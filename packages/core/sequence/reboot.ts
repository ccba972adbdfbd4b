import { consulServers, nodeOf, type Role, type Topology } from '@tamada/core/topology';
import { nodeIn, type ClusterView } from '@tamada/core/view';
import { chooseAway, drainPhases, handOver, history, strangerOrSilent, type DrainPlan, type Patience } from './drain.ts';
import { settled } from './settled.ts';
import { phase, waitFor, when, type Phase } from './task.ts';

const minute = 60_000;

export interface RebootPlan {
  readonly node: string;
  readonly role: Role;
  /** How its clients leave it; null where no client comes to it. */
  readonly drain: DrainPlan | null;
  /** Consul's servers that tell of themselves, with the node itself. */
  readonly servers: readonly string[];
  /** What Consul has left of the servers that it needs, in words; null where the node runs none. */
  readonly majority: string | null;
  /** The delayed replica on it replays now. */
  readonly delayed: boolean;
  /** A reboot that was begun and not ended is gone on with. */
  readonly resumed: boolean;
}

export type RebootChoice =
  | { readonly kind: 'chosen'; readonly plan: RebootPlan }
  | { readonly kind: 'unsafe'; readonly problem: string; readonly next?: string }
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

/** What a reboot of the host needs; refused where Consul's majority, the synchronous guarantee or a job would not outlive it. */
export function chooseReboot(view: ClusterView, node: string, there: readonly string[]): RebootChoice {
  const refusal = strangerOrSilent(view, node) ?? consulLoss(view, node) ?? jobLoss(view, node);
  if (refusal !== null) return refusal;
  const role = nodeOf(view.topology, node)?.role ?? 'witness';
  const away = role === 'database' ? chooseAway(view, node, there) : null;
  if (away !== null && away.kind !== 'chosen') return away;
  const { alive, needed } = consulCount(view, node);
  const answering = view.consul.servers.filter(({ name, own }) => alive.includes(name) && own !== null).map(({ name }) => name);
  const isServer = role !== 'backup';
  const plan = {
    ...{ node, role, drain: away?.plan ?? null },
    servers: isServer ? [...answering, node] : [],
    majority: isServer ? `Consul has ${String(alive.length)} other servers meanwhile, and needs ${String(needed)}` : null,
    delayed: role === 'backup' && view.backup.delayed?.replaying === true,
    resumed: nodeIn(view, node)?.status?.agent.drained?.rebootFrom != null,
  };
  return { kind: 'chosen', plan };
}

/** The other servers that are there, and how many Consul needs. */
function consulCount({ consul, topology }: ClusterView, node: string): { readonly alive: readonly string[]; readonly needed: number } {
  const alive = consul.servers.filter((server) => server.name !== node && server.alive.is === 'yes' && server.voter.is === 'yes');
  const voters = consul.voters ?? consulServers(topology).length;
  return { alive: alive.map(({ name }) => name), needed: Math.floor(voters / 2) + 1 };
}

function consulLoss(view: ClusterView, node: string): { readonly kind: 'unsafe'; readonly problem: string; readonly next: string } | null {
  const servers = consulServers(view.topology).map(({ name }) => name);
  if (!servers.includes(node)) return null;
  const { alive, needed } = consulCount(view, node);
  if (alive.length >= needed) return null;
  const away = servers.filter((name) => name !== node && !alive.includes(name));
  const others = away.length === 0 ? 'there is no other' : `${away.join(', ')} ${away.length === 1 ? 'is' : 'are'} not there`;
  const problem = `${node} cannot be rebooted now: Consul needs ${String(needed)} servers, and without ${node} there are ${String(alive.length)}: ${others}`;
  return {
    kind: 'unsafe',
    problem,
    next: away.length === 0 ? 'a cluster with one Consul server cannot do without it' : `bring ${away[0] ?? ''} back first`,
  };
}

/** A backup reads from its source until it has ended, and every job runs on its own host. */
function jobLoss(view: ClusterView, node: string): { readonly kind: 'unsafe'; readonly problem: string; readonly next: string } | null {
  const host = view.backup.host?.name;
  const isSource = view.topology.backup?.source === node;
  const job = view.backup.said?.jobs.find(({ kind }) => node === host || (isSource && kind === 'backup'));
  if (job === undefined || host === undefined) return null;
  const problem = `${node} cannot be rebooted now: the job ${job.id} (${job.kind}) ${node === host ? 'runs there' : 'reads from there'}`;
  return { kind: 'unsafe', problem, next: `\`tamada job watch ${job.id}\` waits for it` };
}

/** Drained, rebooted, back with all that runs there, and serving again; each step looks first whether that is so already. */
export function rebootSequence(topology: Topology, plan: RebootPlan, patience: Patience): readonly Phase[] {
  const { node, drain, servers, delayed } = plan;
  const there = drain === null ? [] : [...new Set([...drain.there, node])];
  const successor = drain?.successor ?? null;
  return [
    phase('lease', [{ kind: 'hold_lease', required: true, except: node }]),
    ...(drain === null
      ? [phase('mark', [{ kind: 'set_drained', node, drained: true, forReboot: true }])]
      : drainPhases(topology, drain, { ...patience, forReboot: true })),
    phase('reboot', [{ kind: 'reboot_host', node }]),
    phase(
      'back again',
      waitFor({ kind: 'units_run', node }, 5 * minute),
      servers.length === 0 ? [] : waitFor({ kind: 'consul_has_leader', servers }, 2 * minute),
      drain === null ? [] : waitFor({ kind: 'members_stream', members: there }, 10 * minute),
      drain === null ? [] : waitFor({ kind: 'rw_leads_to_leader', hosts: there }, 2 * minute),
      delayed ? waitFor({ kind: 'delayed_replaying', host: node }, 10 * minute) : [],
    ),
    phase('undrain', [{ kind: 'set_drained', node, drained: false, forReboot: false }], drain === null ? [] : settled(topology, there)),
    ...(drain === null || successor === null
      ? []
      : when(drain.back, phase('switchover back', [handOver(topology, { from: successor, to: node, there })], settled(topology, there)))),
    history,
  ];
}
