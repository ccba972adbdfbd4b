import type { IForbiddenRuleType } from 'dependency-cruiser';

const npm = (...names: readonly string[]): string => `^node_modules/(${names.join('|')})/`;
const ours = (...names: readonly string[]): string => `^packages/(${names.join('|')})/`;

interface Imports {
  readonly from: string;
  readonly to: readonly string[];
  readonly builtins: 'all' | readonly string[];
  readonly comment: string;
}

/** Everything that a package may import; the rest is forbidden. */
function allowOnly({ from, to, builtins, comment }: Imports): IForbiddenRuleType {
  const named = builtins === 'all' ? [] : builtins.map((name) => `^${name}$`);
  return {
    name: `${from}-imports`,
    comment,
    severity: 'error',
    from: { path: ours(from) },
    to: { couldNotResolve: false, pathNot: [ours(from), ...to, ...named], ...(builtins === 'all' ? { dependencyTypesNot: ['core'] } : {}) },
  };
}

/** The folders of core from the ground up: each may import those above it in this list. */
const coreFolders = [
  ...['yaml', 'foreign', 'version', 'errors', 'facts', 'enrollment'],
  ...['secrets', 'timing', 'platform', 'topology'],
  ...['certificates', 'bundle', 'converge', 'preflight'],
  ...['view', 'findings', 'verdict', 'sequence'],
];
const inCore = (folders: readonly string[]): string => `^packages/core/(${folders.join('|')})/`;

const coreOrder: readonly IForbiddenRuleType[] = coreFolders.slice(0, -1).map((folder, index) => ({
  name: `core-order-${folder}`,
  comment: 'Folders of core stand on each other in one order, written in coreFolders: take it from below, or move it down.',
  severity: 'error',
  from: { path: inCore([folder]) },
  to: { path: inCore(coreFolders.slice(index + 1)) },
}));

/** The check's own module in C. */
const nativeModules = ['native'];

/** The architecture, one sentence a rule. */
export const boundaryRules: readonly IForbiddenRuleType[] = [
  {
    name: 'no-cycle',
    comment: 'Modules that need each other are one module.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved',
    comment: 'An import that cannot be resolved hides every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: `^(${nativeModules.join('|')})$` },
  },
  allowOnly({
    from: 'check',
    to: [],
    builtins: nativeModules,
    comment: 'The check knows nothing of ours: it must work when everything else is broken.',
  }),
  {
    name: 'check-stands-alone',
    comment: 'Nothing takes from the check but its tests: it is compiled for another runtime, and is asked by being run.',
    severity: 'error',
    from: { path: '^(packages|scripts)/', pathNot: ours('check') },
    to: { path: ours('check') },
  },
  allowOnly({
    from: 'core',
    to: [npm('zod', 'yaml', 'mustache', '@types/mustache', 'diff', 'leven')],
    builtins: ['crypto', 'path/posix'],
    comment: 'core is pure: it imports zod, yaml, mustache, diff and leven, hashing and POSIX paths, and nothing that does I/O.',
  }),
  ...coreOrder,
  {
    name: 'core-folder-has-a-place',
    comment: 'A folder of core that is not in coreFolders could import anything.',
    severity: 'error',
    from: {},
    to: { path: inCore(['[^/]+']), pathNot: inCore(coreFolders) },
  },
  allowOnly({
    from: 'wire',
    to: [ours('core'), npm('@grpc/grpc-js', '@grpc/proto-loader', '@peculiar/x509', 'reflect-metadata', 'zod')],
    builtins: 'all',
    comment: 'wire speaks gRPC and knows certificates, and stands on core.',
  }),
  allowOnly({
    from: 'runtime',
    to: [ours('core'), npm('winston')],
    builtins: 'all',
    comment: 'runtime has the effects that both programs need, and stands on core.',
  }),
  allowOnly({
    from: 'agent',
    to: [ours('core', 'wire', 'runtime'), npm('consul', 'systeminformation')],
    builtins: 'all',
    comment: 'The agent stands on core, wire and runtime; gRPC belongs to wire, and it never knows the coordinator.',
  }),
  allowOnly({
    from: 'coordinator',
    to: [ours('core', 'wire', 'runtime'), npm('commander', '@commander-js/extra-typings')],
    builtins: 'all',
    comment: 'The coordinator stands on core, wire and runtime; gRPC belongs to wire, and it never knows the agent.',
  }),
  {
    name: 'no-program-from-outside',
    comment: 'Packages know nothing of tests and scripts.',
    severity: 'error',
    from: { path: '^packages/' },
    to: { path: '^(test|scripts)/' },
  },
  {
    name: 'scripts-not-tests',
    comment: 'Scripts know nothing of tests.',
    severity: 'error',
    from: { path: '^scripts/' },
    to: { path: '^test/' },
  },
  {
    name: 'one-file-logs',
    comment: 'winston is named in one file; everybody else takes the logger interface.',
    severity: 'error',
    from: { path: '^packages/', pathNot: '^packages/runtime/logger/winston[^/]*\\.ts$' },
    to: { path: npm('winston') },
  },
  {
    name: 'one-folder-talks-to-consul',
    comment: 'Only agents talk to Consul, and there only one folder.',
    severity: 'error',
    from: { path: '^packages/', pathNot: '^packages/agent/consul/' },
    to: { path: npm('consul') },
  },
];
