import type { ErrorDetail } from '@tamada/core/errors';
import type { AnsweredReport, NodeReport, PortProtocol, PreflightInput, ProbeResult, Survey } from '@tamada/core/preflight';
import { neededLinks, surveyQuestions, vipQuestions } from '@tamada/core/preflight';
import type { Facts } from '@tamada/core/facts';
import type { Node, Topology } from '@tamada/core/topology';
import { topology } from '../../../builders/cluster.ts';

function facts(node: Node, change: Partial<Facts> = {}): Facts {
  return {
    platform: 'debian',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    arch: 'x64',
    hostname: node.name,
    interface: { name: 'eth0', address: node.address, prefixLength: 24 },
    programs: [
      { program: 'consul', version: '1.8.7' },
      { program: 'patroni', version: '3.0.2' },
      { program: 'postgres', version: '15.18' },
    ],
    cpus: 2,
    memoryBytes: 4 * 1024 ** 3,
    ...change,
  };
}

/** What a host finds on which nothing of ours has run yet, but packages are there. */
function survey(cluster: Topology, node: Node, change: Partial<Survey> = {}): Survey {
  const asked = surveyQuestions(cluster, node, facts(node));
  return {
    ports: asked.ports.map((port) => ({ ...port, state: 'free', holder: '' })),
    disks: asked.paths.map((path) => ({ path, totalBytes: 100 * 1024 ** 3, freeBytes: 50 * 1024 ** 3, fsyncMs: 1 })),
    dataDirectory: asked.dataDirectory === '' ? 'none' : 'absent',
    users: asked.users.map((name) => ({ name, present: true })),
    locales: asked.locales.map((name) => ({ name, present: true })),
    packages: asked.packages.map((name) => ({ name, version: '1', candidate: '1' })),
    clock: 'synchronised',
    watchdog: 'present',
    selinux: 'absent',
    firewalls: [],
    systemdRunning: true,
    addresses: [node.address],
    dataFolder: null,
    places: [],
    checkProblem: '',
    automation: [],
    addressRisks: [],
    strangers: [],
    maskedUnits: [],
    stolenPorts: [],
    ...change,
  };
}

export interface Changes {
  readonly facts?: Partial<Facts>;
  readonly survey?: Partial<Survey>;
  readonly report?: Partial<AnsweredReport>;
  readonly silent?: ErrorDetail;
  /** Port of a peer that cannot be reached. */
  readonly cutOff?: { readonly to: string; readonly port: number; readonly protocol: PortProtocol };
  /** Who answers for the VIP when this node asks, or why it cannot ask. */
  readonly vip?: { readonly by: string } | { readonly problem: string };
}

/** All nodes of the cluster are ready; `change` says what is not so on some. */
export function input(change: Readonly<Record<string, Changes>> = {}, cluster: Topology = topology()): PreflightInput {
  return { topology: cluster, reports: cluster.nodes.map((node) => report(cluster, node, change[node.name] ?? {})) };
}

function report(cluster: Topology, node: Node, change: Changes): NodeReport {
  if (change.silent !== undefined) return { node, answered: false, error: change.silent };
  const probes = neededLinks(cluster)
    .filter(({ from }) => from === node)
    .map(({ to, port, protocol }) => {
      const reachable = !(change.cutOff?.to === to.name && change.cutOff.port === port && change.cutOff.protocol === protocol);
      const target = { node: to.name, address: to.address, port, protocol };
      return { target, reachable, rttMs: 0.4, problem: reachable ? '' : 'no answer', by: '' };
    });
  const seen = survey(cluster, node, change.survey);
  const vips = vipQuestions(cluster, node, seen).map((address): ProbeResult => {
    const target = { node: '', address, port: 0, protocol: 'arp' as const };
    return { target, reachable: change.vip !== undefined && 'by' in change.vip, rttMs: 0.4, problem: '', by: '', ...change.vip };
  });
  return {
    node,
    answered: true,
    version: '0.1.0',
    clockOffsetMs: 0,
    facts: facts(node, change.facts),
    survey: seen,
    walBytesPerSecond: null,
    probes: [...probes, ...vips],
    ...change.report,
  };
}
