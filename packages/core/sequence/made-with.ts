import type { PlatformPaths } from '../platform/index.ts';
import type { Topology } from '../topology/index.ts';

/** What initdb made the cluster with, by what a server says. */
export interface MadeWith {
  readonly locale: string;
  readonly encoding: string;
  readonly checksums: boolean;
  /** PostgreSQL's version, as 150018; null where nobody says. */
  readonly serverVersion: number | null;
}

/** What cluster.yaml wants otherwise than initdb made it, in words; nothing takes that back but another initdb. */
export function fixedByInitdb({ postgres }: Topology, made: MadeWith): readonly string[] {
  const major = made.serverVersion === null ? postgres.version : Math.floor(made.serverVersion / 10_000);
  return [
    ...other('postgres.version', String(major), String(postgres.version)),
    ...(localeName(made.locale) === localeName(postgres.locale) ? [] : other('postgres.locale', made.locale, postgres.locale)),
    ...(encodingName(made.encoding) === encodingName(postgres.encoding)
      ? []
      : other('postgres.encoding', made.encoding, postgres.encoding)),
    ...(made.checksums ? [] : ['the cluster was made without data checksums, and tamada makes it with them']),
  ];
}

function other(name: string, was: string, wanted: string): readonly string[] {
  return was === wanted ? [] : [`the cluster was made with ${name} ${was}, and cluster.yaml has ${wanted}`];
}

/** The system may write the encoding in another way: en_US.UTF-8 and en_US.utf8 are one. */
function localeName(locale: string): string {
  const [place = '', codeset = ''] = locale.split('.');
  return `${place === 'POSIX' ? 'C' : place}.${encodingName(codeset)}`;
}

/** As PostgreSQL compares names of encodings. */
function encodingName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9@]/g, '');
}

/** What an operator does to make the cluster again from nothing, and what it costs. */
export function startFromScratch(
  topology: Topology,
  { postgresData, patroniConfig }: Pick<PlatformPaths, 'postgresData' | 'patroniConfig'>,
): string {
  return [
    'put it back in cluster.yaml, or start from scratch, which ends all databases of this cluster:',
    `on every database host \`systemctl stop patroni\` and move ${postgresData} away,`,
    `on one of them \`patronictl -c ${patroniConfig} remove ${topology.name}\`, then \`tamada bootstrap\``,
  ].join(' ');
}
