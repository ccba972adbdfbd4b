import { ports } from '../../platform/ports.ts';
import type { Topology } from '../types.ts';
import type { Finding, Path, Rule } from './rule.ts';

/** Ports that the cluster's programs have on its nodes, none of them for the operator to choose. */
const taken: ReadonlyMap<number, string> = new Map([
  [ports.rw, 'HAProxy (leader)'],
  [ports.ro, 'HAProxy (replicas)'],
  [ports.haproxyHealth, 'HAProxy (health)'],
  [ports.haproxyStats, 'HAProxy (statistics)'],
  [ports.haproxyLeader, 'HAProxy (for tamada-check)'],
  [ports.patroniRest, "Patroni's REST interface"],
  [ports.consulServer, 'Consul (RPC)'],
  [ports.consulSerf, 'Consul (gossip)'],
  [ports.consulHttp, 'Consul (HTTP)'],
  [8302, 'Consul (gossip between datacentres)'],
  [8503, 'Consul (gRPC)'],
  [8600, 'Consul (DNS)'],
]);

const portFree: Rule = {
  name: 'port-free',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) => {
    const places = chosenPorts(topology);
    return places.flatMap((place, index) => [...clash(place), ...same(place, places.slice(0, index))]);
  },
};

interface ChosenPort {
  readonly path: Path;
  readonly port: number;
  readonly of: string;
}

/** Ports that the operator may choose; no two of them meet, so that any node can get another role. */
function chosenPorts({ postgres, agent, backup }: Topology): readonly ChosenPort[] {
  const delayed = backup?.delayedReplica ?? null;
  return [
    { path: ['postgres', 'port'], port: postgres.port, of: "PostgreSQL's" },
    { path: ['agent', 'port'], port: agent.port, of: "tamada-agent's" },
    ...(backup === null ? [] : [{ path: ['backup', 'port'], port: backup.port, of: "the backup tool's" }]),
    ...(delayed === null ? [] : [{ path: ['backup', 'delayedReplica', 'port'], port: delayed.port, of: "the delayed replica's" }]),
  ];
}

const hint = 'choose another port, or leave it out for the default';

function clash({ path, port }: ChosenPort): readonly Finding[] {
  const holder = taken.get(port);
  return holder === undefined ? [] : [{ path, at: 'value', problem: `port ${port} belongs to ${holder} on the same nodes`, hint }];
}

function same({ path, port }: ChosenPort, others: readonly ChosenPort[]): readonly Finding[] {
  const other = others.find((one) => one.port === port);
  return other === undefined ? [] : [{ path, at: 'value', problem: `port ${port} is ${other.of} too`, hint }];
}

export const portRules: readonly Rule[] = [portFree];
