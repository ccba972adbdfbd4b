import type { SecretChanges } from '../operations/init-secrets.ts';
import type { Paint } from './paint.ts';

/** What `init` did. Paths are relative to the workspace. */
export interface InitResult {
  readonly workspace: string;
  readonly cluster: string;
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly secrets: Omit<SecretChanges, 'values'>;
}

/** What `init` made and kept, and what comes next. */
export function initText({ workspace, cluster, made, kept, secrets }: InitResult, paint: Paint): string {
  const list = (label: string, names: readonly string[]): readonly string[] => (names.length === 0 ? [] : [`${label} ${names.join(', ')}`]);
  const changed = made.length + secrets.made.length + secrets.taken.length + secrets.replaced.length > 0;
  return [
    `Workspace of cluster ${paint.strong(cluster)} in ${workspace}`,
    ...list(paint.good('made           '), made),
    ...list(paint.faint('kept           '), kept),
    ...list(paint.good('secrets made   '), secrets.made),
    ...list(paint.good('secrets taken  '), secrets.taken),
    ...list(paint.warn('secrets changed'), secrets.replaced),
    ...(secrets.kept.length === 0 ? [] : [`${paint.faint('secrets kept   ')} ${secrets.kept.length}`]),
    ...(changed ? ['', 'Keep a copy of authority/ and secrets.yaml in a safe place.'] : []),
    ...(made.includes('cluster.yaml') ? ['Next: edit cluster.yaml, then `tamada validate` and `tamada enroll --all`'] : []),
  ].join('\n');
}

/** A node's file, and what it takes to use it. */
export interface Enrolled {
  readonly node: string;
  readonly address: string;
  readonly file: string;
  readonly notAfterMs: number;
}

/** One certificate after a renewal: its new end, or why it has none. */
export interface Renewed {
  /** A node, or `workspace`. */
  readonly holder: string;
  readonly name: string;
  readonly notAfterMs: number | null;
  readonly problem: string | null;
}

/** The exact commands for every server. */
export function enrollText(enrolled: readonly Enrolled[], version: string, paint: Paint): string {
  const archive = `tamada-${version}-linux-x64.tar.xz`;
  return [
    ...enrolled.flatMap(({ node, address, file }) => [
      paint.strong(`${node} (${address})`),
      `  scp ${archive} ${quoted(file)} root@${address}:/root/`,
      `  ssh root@${address} 'umask 022 && mkdir -p /opt/tamada && tar -xJf /root/${archive} -C /opt/tamada && \\`,
      `    /opt/tamada/${version}/bin/tamada-agent install /root/${node}.json && rm /root/${node}.json'`,
    ]),
    '',
    'Each file holds the private key of its node: remove it once the node is installed.',
  ].join('\n');
}

/** Until when renewed certificates count. */
export function renewText(renewed: readonly Renewed[], paint: Paint): string {
  const lines = renewed.map(({ holder, name, notAfterMs, problem }) =>
    problem === null
      ? `${paint.good('renewed')} ${holder} ${name}: until ${new Date(notAfterMs ?? 0).toISOString().slice(0, 10)}`
      : `${paint.bad('failed ')} ${holder} ${name}: ${problem}`,
  );
  const ofNodes = renewed.some(({ holder, name, problem }) => holder !== 'workspace' && name !== 'agent' && problem === null);
  const note = 'Agents already use theirs; Consul, PostgreSQL and Patroni start to use theirs with the next `tamada bootstrap`.';
  return [...lines, ...(ofNodes ? ['', note] : [])].join('\n');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
