import { hostNamed } from '../../cluster/leaders.ts';
import { leaderOf, untilHealthy } from '../../cluster/status.ts';
import { everyPrintable, vipPlaces, vips } from '../../cluster/known.ts';
import { seats, type Host, type Lab } from '../../lab/index.ts';
import { median } from '../benchmark.ts';

const runs = 3;
const client: Host = 'backup';

interface Way {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

interface Run {
  readonly latencyMs: number;
  readonly perSecond: number;
}

/** Through 5555 of both VIPs against straight to the leader, on connections that stay and with a new one for each query. */
export async function throughputRows(lab: Lab): Promise<readonly (readonly string[])[]> {
  const leader = hostNamed(leaderOf(await untilHealthy(lab)));
  const ways: readonly Way[] = [
    { name: `straight to ${leader}`, address: seats[leader].address, port: 5432 },
    ...vipPlaces.map((place) => ({ name: `the VIP of ${place}, 5555`, address: vips[place], port: 5555 })),
  ];
  const [straight] = ways;
  if (straight !== undefined) await pgbench(lab, straight, ['--initialize', '--quiet', '--scale=5']);
  const seen = new Map(ways.map(({ name }) => [name, { kept: [] as Run[], fresh: [] as Run[] }]));
  for (let run = 0; run < runs; run++)
    for (const way of ways) {
      seen.get(way.name)?.kept.push(await measured(lab, way, []));
      seen.get(way.name)?.fresh.push(await measured(lab, way, ['--connect']));
    }
  return [
    ['', 'latency', 'queries/s', 'with connect', 'connections/s'],
    ...[...seen].map(([name, { kept, fresh }]) => [name, ...cells(kept), ...cells(fresh)]),
  ];
}

function cells(of: readonly Run[]): readonly string[] {
  return [`${median(of.map(({ latencyMs }) => latencyMs)).toFixed(2)} ms`, median(of.map(({ perSecond }) => perSecond)).toFixed(0)];
}

async function measured(lab: Lab, way: Way, flags: readonly string[]): Promise<Run> {
  const text = await pgbench(lab, way, ['--select-only', '--client=4', '--jobs=2', '--time=5', '--no-vacuum', ...flags]);
  return { latencyMs: Number(/latency average = ([\d.]+) ms/.exec(text)?.[1]), perSecond: Number(/tps = ([\d.]+)/.exec(text)?.[1]) };
}

async function pgbench(lab: Lab, { address, port }: Way, flags: readonly string[]): Promise<string> {
  const login = ['--host', address, '--port', String(port), '--username', 'app', 'app'];
  const argv = ['env', `PGPASSWORD=${everyPrintable}`, 'pgbench', ...flags, ...login];
  const { code, stdout, stderr } = await lab.exec(client, argv, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`pgbench: ${stderr}`);
  return stdout;
}
