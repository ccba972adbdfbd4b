import type { Facts } from '@tamada/core/facts';
import { platformPaths, rolePackages, rolePorts, rolePrograms, roleUsers } from '@tamada/core/platform';
import type { Node, Topology } from '@tamada/core/topology';
import { neededLinks, type Link } from './links.ts';

export interface PortQuestion {
  readonly port: number;
  readonly protocol: Link['protocol'];
}

/** What a node is asked to survey. */
export interface SurveyQuestions {
  readonly ports: readonly PortQuestion[];
  readonly paths: readonly string[];
  readonly dataDirectory: string;
  readonly users: readonly string[];
  readonly locales: readonly string[];
  readonly packages: readonly string[];
}

export function surveyQuestions(topology: Topology, node: Node, { platform }: Facts): SurveyQuestions {
  const { version, port, locale } = topology.postgres;
  const programs = rolePrograms(node.role);
  const paths = platformPaths(platform, version);
  const hasPostgres = programs.includes('postgres');
  return {
    ports: rolePorts(node.role, port).map((own) => ({ port: own.port, protocol: own.protocol })),
    paths: [...(hasPostgres ? [paths.postgresData] : []), ...(programs.includes('consul') ? [paths.consulData] : [])],
    dataDirectory: hasPostgres ? paths.postgresData : '',
    users: roleUsers(node.role, platform),
    locales: hasPostgres ? [locale] : [],
    packages: rolePackages(node.role, platform, version),
  };
}

/** Ports of a node that its peers connect to. */
export function peerPorts(topology: Topology, node: Node): readonly PortQuestion[] {
  const peers = neededLinks(topology).filter((link) => link.to.name === node.name);
  return rolePorts(node.role, topology.postgres.port)
    .filter(({ port, protocol }) => peers.some((link) => link.port === port && link.protocol === protocol))
    .map(({ port, protocol }) => ({ port, protocol }));
}
