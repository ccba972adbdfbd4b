import { own } from '../../foreign/index.ts';
import { nearest } from '../nearest.ts';
import { databaseNodes } from '../nodes.ts';
import { parameterBounds, releaseOf, whyNot } from '../parameters/bounds.ts';
import { readValue, type Written } from '../parameters/read-value.ts';
import type { PostgresRelease } from '../parameters/release.ts';
import { stringRules } from '../parameters/strings.ts';
import { mostConnections, portConnections, replicationNeed, sizeOf } from '../sizes.ts';
import type { Topology } from '../types.ts';
import type { Finding, Rule } from './rule.ts';

type Mistake = Pick<Finding, 'problem' | 'hint'>;

/** One finding for each parameter that `check` finds a mistake in. */
function each(
  topology: Topology,
  at: Finding['at'],
  check: (name: string, value: Written, release: PostgresRelease) => Mistake | null,
): readonly Finding[] {
  const { version, parameters } = topology.postgres;
  const release = releaseOf(version);
  return Object.entries(parameters).flatMap(([name, value]): Finding[] => {
    const mistake = check(name, value, release);
    return mistake === null ? [] : [{ path: ['postgres', 'parameters', name], at, ...mistake }];
  });
}

const parameterManaged: Rule = {
  name: 'parameter-managed',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    each(topology, 'key', (name, _value, release) => {
      const hint = whyNot(name, release);
      return hint === null ? null : { problem: `the parameter ${name} is not yours to set`, hint };
    }),
};

/** Patroni drops a name that PostgreSQL does not have; names with a dot belong to extensions, which neither knows. */
const parameterUnknown: Rule = {
  name: 'parameter-unknown',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    each(topology, 'key', (name, _value, release) => {
      if (name.includes('.') || Object.hasOwn(release.parameters, name)) return null;
      const near = nearest(name, Object.keys(release.parameters));
      const hint = near === undefined ? "one of an extension is written with the extension's name and a dot" : `did you mean \`${near}\`?`;
      return { problem: `PostgreSQL ${topology.postgres.version} has no parameter ${name}`, hint };
    }),
};

const parameterValue: Rule = {
  name: 'parameter-value',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) => each(topology, 'value', valueMistake),
};

function valueMistake(name: string, value: Written, release: PostgresRelease): Mistake | null {
  const parameter = own(release.parameters, name);
  if (parameter === undefined || whyNot(name, release) !== null) return null;
  const shown = `${name} = ${JSON.stringify(value)}`;
  const reading = readValue(parameter, value);
  if (!('value' in reading)) return { problem: `${shown} ${reading.problem}`, hint: reading.hint };
  const text = typeof value === 'string' ? (stringRules[name]?.(value, release) ?? null) : null;
  if (text !== null) return { problem: `${shown} ${text.problem}`, hint: text.hint };
  const narrower = boundMistake(name, reading.value, parameter.unit ?? '');
  if (narrower !== null) return { problem: `${shown} ${narrower.problem}`, hint: narrower.hint };
  if (name === 'wal_level' && reading.value === 'minimal')
    return { problem: `${shown} keeps no standby`, hint: 'one of: replica, logical' };
  return null;
}

function boundMistake(name: string, value: Written, unit: string): Mistake | null {
  const bound = own(parameterBounds, name);
  if (bound === undefined || typeof value !== 'number' || value === bound.or) return null;
  const { least = -Infinity, most = Infinity, why } = bound;
  const counted = /^\d/.test(unit) ? ` (counted in ${unit})` : unit;
  if (value < least) return { problem: `is less than ${least}${counted}`, hint: why };
  return value > most ? { problem: `is more than ${most}${counted}`, hint: why } : null;
}

/** Below what the cluster needs, a member cannot join; above what the hosts have, a program does not start. */
const parameterSize: Rule = {
  name: 'parameter-size',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const written = (name: string): boolean => Object.hasOwn(topology.postgres.parameters, name);
    const at = (name: string, problem: string, hint: string): Finding[] =>
      written(name) ? [{ path: ['postgres', 'parameters', name], at: 'value', problem, hint }] : [];
    return [...places(topology, at), ...connections(topology, at), ...processes(topology, at)];
  },
};

type At = (name: string, problem: string, hint: string) => Finding[];

function places(topology: Topology, at: At): readonly Finding[] {
  const need = replicationNeed(topology);
  const others = databaseNodes(topology).length - 1;
  return (['max_wal_senders', 'max_replication_slots'] as const).flatMap((name) => {
    const size = sizeOf(topology, name);
    if (size >= need || size < (parameterBounds[name]?.least ?? 0)) return [];
    const problem = `${name} = ${size} is less than the ${need} that ${others + 1} database nodes need`;
    return at(name, problem, `2 for each of the ${others} others while it is made, 2 for a backup: write ${need} or more, or leave it out`);
  });
}

function connections(topology: Topology, at: At): readonly Finding[] {
  const [most, reserved] = [sizeOf(topology, 'max_connections'), sizeOf(topology, 'superuser_reserved_connections')];
  const { rw, ro, all } = portConnections(topology);
  const tooMany =
    all <= mostConnections
      ? []
      : at(
          'max_connections',
          `with max_connections = ${most} HAProxy would have to hold ${all} connections, and ${mostConnections} is its most`,
          `${rw} on port 5555, ${ro} on port 5556 (${databaseNodes(topology).length} members), 200 of its own; a pooler needs fewer`,
        );
  if (reserved < most) return tooMany;
  const problem = `superuser_reserved_connections = ${reserved} leaves none of max_connections = ${most}`;
  const name = Object.hasOwn(topology.postgres.parameters, 'superuser_reserved_connections')
    ? 'superuser_reserved_connections'
    : 'max_connections';
  return [...tooMany, ...at(name, problem, 'it must be less')];
}

/** PostgreSQL's own bound on all that may connect to its shared memory. */
const mostBackends = 262_143;

function processes(topology: Topology, at: At): readonly Finding[] {
  const names = ['max_connections', 'autovacuum_max_workers', 'max_worker_processes', 'max_wal_senders'] as const;
  const sizes = names.map((name) => sizeOf(topology, name));
  const sum = sizes.reduce((total, size) => total + size, 1);
  if (sum <= mostBackends) return [];
  const largest = names[sizes.indexOf(Math.max(...sizes))] ?? 'max_connections';
  const terms = names.map((name, index) => `${name} ${sizes[index] ?? 0}`).join(', ');
  return at(largest, `PostgreSQL has room for ${mostBackends} processes, and ${sum} are asked for`, `${terms}, and 1: write less`);
}

/** Values that PostgreSQL takes alone, but not beside each other. */
const parameterTogether: Rule = {
  name: 'parameter-together',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres: { parameters, version } }) => {
    const is = (name: string): Written | null => {
      const [value, parameter] = [parameters[name], releaseOf(version).parameters[name]];
      const reading = value === undefined || parameter === undefined ? null : readValue(parameter, value);
      return reading !== null && 'value' in reading ? reading.value : null;
    };
    const at = (name: string, problem: string, hint: string): Finding => ({
      path: ['postgres', 'parameters', name],
      at: 'value',
      problem,
      hint,
    });
    const detail = ['log_parser_stats', 'log_planner_stats', 'log_executor_stats'].filter((name) => is(name) === true);
    const stats = is('log_statement_stats') === true ? detail : [];
    const [least, most] = [String(is('ssl_min_protocol_version') ?? 'TLSv1.2'), String(is('ssl_max_protocol_version') ?? '')];
    const reversed = most !== '' && least > most;
    const tls = is('ssl_max_protocol_version') === null ? 'ssl_min_protocol_version' : 'ssl_max_protocol_version';
    return [
      ...stats.map((name) => at(name, `${name} cannot be on beside log_statement_stats`, 'keep one of them')),
      ...(reversed ? [at(tls, `no version of TLS is between ${least} and ${most}`, 'the least is TLSv1.2 by default')] : []),
    ];
  },
};

/** Come with PostgreSQL's packages. */
const packaged: readonly string[] = ['auth_delay', 'auto_explain', 'passwordcheck', 'pg_prewarm', 'pg_stat_statements'];

/** What a topology cannot know of the hosts, and without which PostgreSQL does not start. */
const parameterHost: Rule = {
  name: 'parameter-host',
  level: 'warning',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    each(topology, 'value', (name, value) => {
      if (name === 'huge_pages' && ['on', 'true', 'yes', '1'].includes(String(value).toLowerCase())) {
        return {
          problem: 'with huge_pages = on PostgreSQL starts only where huge pages are kept for it',
          hint: 'write `try`, or set vm.nr_hugepages on every database node',
        };
      }
      if (!name.endsWith('_preload_libraries') || typeof value !== 'string') return null;
      const foreign = value
        .split(',')
        .map((library) => library.trim())
        .filter((library) => library !== '' && !packaged.includes(library));
      if (foreign.length === 0) return null;
      return {
        problem: `${foreign.join(', ')} must be there on every database node, or PostgreSQL does not start`,
        hint: 'install its package first: tamada does not',
      };
    }),
};

export const parameterRules: readonly Rule[] = [
  parameterManaged,
  parameterUnknown,
  parameterValue,
  parameterSize,
  parameterTogether,
  parameterHost,
];
