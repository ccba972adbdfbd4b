import type { Facts, Platform } from '@tamada/core/facts';
import { nodePrograms, packagesOf, platformPaths, rolePorts, rolePrograms, roleUsers } from '@tamada/core/platform';
import type { Node, Role, Topology } from '@tamada/core/topology';
import { neededLinks, type Link } from './links.ts';
import type { Survey } from './types.ts';

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

/** Folders whose disks are asked about: nothing else of a node's tree may be. */
export function surveyPaths(role: Role, platform: Platform, postgresVersion: number): readonly string[] {
  const programs = rolePrograms(role);
  const paths = platformPaths(platform, postgresVersion);
  return [
    ...(programs.includes('postgres') ? [paths.postgresData] : []),
    ...(programs.includes('consul') ? [paths.consulData] : []),
    ...(role === 'backup' ? [paths.pgbackrestCatalogue, paths.pgProbackupCatalogue, paths.delayedData] : []),
  ];
}

/** The catalogue of a topology with backups. */
export function cataloguePath({ backup, postgres }: Topology, platform: Platform): string | null {
  const paths = platformPaths(platform, postgres.version);
  return backup === null ? null : backup.tool === 'pgbackrest' ? paths.pgbackrestCatalogue : paths.pgProbackupCatalogue;
}

/** Of a role's folders those that this topology uses. */
function usedPaths(topology: Topology, node: Node, platform: Platform): readonly string[] {
  const { version } = topology.postgres;
  if (node.role !== 'backup') return surveyPaths(node.role, platform, version);
  const catalogue = cataloguePath(topology, platform);
  const delayed = topology.backup?.delayedReplica == null ? [] : [platformPaths(platform, version).delayedData];
  return catalogue === null ? [] : [catalogue, ...delayed];
}

export function surveyQuestions(topology: Topology, node: Node, { platform }: Facts): SurveyQuestions {
  const { version, port } = topology.postgres;
  const { backup } = topology;
  const chosen = { postgres: port, backup: backup?.port ?? null, delayed: backup?.delayedReplica?.port ?? null };
  const hasPostgres = rolePrograms(node.role).includes('postgres');
  return {
    ports: rolePorts(node.role, chosen).map((own) => ({ port: own.port, protocol: own.protocol })),
    paths: usedPaths(topology, node, platform),
    dataDirectory: hasPostgres ? platformPaths(platform, version).postgresData : '',
    users: roleUsers(node.role, platform),
    locales: hasPostgres ? neededLocales(topology) : [],
    packages: packagesOf(nodePrograms(topology, node), platform, version),
  };
}

/** Locales that must be there before PostgreSQL starts, each once. */
function neededLocales({ postgres: { locale, parameters } }: Topology): readonly string[] {
  const named = ['lc_messages', 'lc_monetary', 'lc_numeric', 'lc_time'].map((name) => parameters[name]);
  return [...new Set([locale, ...named.filter((value) => typeof value === 'string')])];
}

/** Ports of a node that its peers connect to, each once. */
export function peerPorts(topology: Topology, node: Node): readonly PortQuestion[] {
  const needed = neededLinks(topology).filter(({ to }) => to.name === node.name);
  return needed
    .filter((link, index) => needed.findIndex(({ port, protocol }) => port === link.port && protocol === link.protocol) === index)
    .map(({ port, protocol }) => ({ port, protocol }));
}

/** The VIPs for which a node asks its segment: those of its datacentre that it does not hold itself. */
export function vipQuestions({ datacenters }: Topology, node: Node, { addresses }: Survey): readonly string[] {
  if (node.role !== 'database') return [];
  const vips = datacenters.flatMap(({ name, vip }) => (vip === null || name !== node.datacenter ? [] : [vip.address]));
  return vips.filter((address) => !addresses.includes(address));
}
