import type { Enrolled, Renewed } from '../operations/enroll-result.ts';
import type { Paint } from './paint.ts';

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
  const note = 'Agents use theirs already; Consul, PostgreSQL and Patroni take theirs into use with the next `tamada bootstrap`.';
  return [...lines, ...(ofNodes ? ['', note] : [])].join('\n');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
