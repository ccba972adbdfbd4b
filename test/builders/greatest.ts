import { mostVipHosts, parseTopology, topologyLimits } from '@tamada/core/topology';

/** A name of the greatest length, or of the given one, that ends with a number. */
function long(prefix: string, index: number, length = 63): string {
  const number = String(index);
  return `${prefix}${'x'.repeat(length - prefix.length - number.length)}${number}`;
}

function most(path: string): number {
  return topologyLimits.find((limit) => limit.path.join('.') === path)?.most ?? 0;
}

function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A `cluster.yaml` with as many of everything as `validate` lets pass, and names as long as can be; `users` share the clients. */
export function greatestText(users: number): string {
  const databases = greatestDatabases();
  const pairs = topologyLimits.find(({ what }) => what.startsWith('pairs'))?.most ?? 0;
  return textWith(databases, users, Math.min(most('clients'), Math.floor(pairs / users) - databases));
}

/** How many database nodes the rules let pass: more than one of them bounds it. */
function greatestDatabases(): number {
  let [fits, tooMany] = [2, most('nodes')];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (parseTopology(placesWith(count), 'f').topology === null) tooMany = count;
    else fits = count;
  }
  return fits;
}

/** Name, datacentres and nodes. */
function placesWith(databases: number): string {
  const places = most('datacenters');
  const [placeOf, hostOf] = [(index: number) => Math.floor(index / mostVipHosts), (index: number) => 1 + (index % mostVipHosts)];
  const address = (place: number, host: number): string => `10.${place}.0.${host}`;
  const datacenters = times(places, (place) => {
    const vip = place > placeOf(databases - 1) ? '{}' : `{ vip: { address: ${address(place, 250)}/24, virtualRouterId: ${place + 1} } }`;
    return `  ${long('dc-', place)}: ${vip}\n`;
  });
  const node = (name: string, place: number, host: number, role: string): string =>
    `  ${name}: { datacenter: ${long('dc-', place)}, address: ${address(place, host)}, role: ${role} }\n`;
  const nodes = times(databases, (index) => node(long('pg-', index), placeOf(index), hostOf(index), 'database'));
  const witness = databases % 2 === 0 ? [node(long('arb-', 0), places - 1, 9, 'witness')] : [];
  return [
    `name: ${long('geo-', 0)}\n`,
    'datacenters:\n',
    ...datacenters,
    'nodes:\n',
    ...nodes,
    ...witness,
    'allow: [consul-majority]\n',
  ].join('');
}

function textWith(databases: number, users: number, clients: number): string {
  const parameters = times(900, (index) => `    ext.${long('p', index, 40)}: "${'y'.repeat(40)}"\n`);
  return [
    placesWith(databases),
    ...['postgres:\n', '  parameters:\n', `    max_connections: ${Math.floor(249_800 / (databases + 1))}\n`, ...parameters],
    ...['  users:\n', ...times(users, (index) => `    ${long('u', index)}: {}\n`)],
    ...['  databases:\n', ...times(most('postgres.databases'), (index) => `    ${long('d', index)}: { owner: ${long('u', 0)} }\n`)],
    ...[
      '  hba:\n',
      ...times(most('postgres.hba'), (index) => `    - hostssl all all 10.${index >> 8}.${index & 255}.0/24 scram-sha-256\n`),
    ],
    ...['clients:\n', ...times(clients, (index) => `  - 172.${16 + (index >> 12)}.${(index >> 4) & 255}.${(index & 15) << 4}/28\n`)],
  ].join('');
}
