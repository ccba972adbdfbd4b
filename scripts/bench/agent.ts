import { setTimeout } from 'node:timers/promises';
import { hosts, type Host, type Lab } from '../lab/index.ts';
import { standOn } from '../cluster/stand.ts';
import { printTable, type BrokenLimits } from './benchmark.ts';

const restMs = 5 * 60_000;
const ticksPerSecond = 100;

/** The agents of a bootstrapped cluster, left alone for five minutes; then their start, by systemd's clock. */
export async function benchAgent(): Promise<BrokenLimits> {
  const lab = await standOn('bootstrapped');
  try {
    const before = await Promise.all(hosts.map((host) => look(lab, host)));
    await setTimeout(restMs);
    const after = await Promise.all(hosts.map((host) => look(lab, host)));
    const rows = await Promise.all(
      hosts.map(async (host, index) => {
        const [was, is] = [before[index], after[index]];
        if (was === undefined || is === undefined) throw new Error(`nobody looked at ${host}`);
        const core = (100 * (is.ticks - was.ticks)) / ticksPerSecond / (restMs / 1000);
        return [host, `${(is.residentKiB / 1024).toFixed(1)} MiB`, `${core.toFixed(2)} %`, `${String(await readyMs(lab, host))} ms`];
      }),
    );
    printTable('The agent at rest for five minutes (aims: under 90 MiB resident, under 0.5 % of a core, ready within 400 ms)', [
      ['', 'resident', 'of a core', 'ready after'],
      ...rows,
    ]);
    return [];
  } finally {
    await lab.close();
  }
}

interface Look {
  readonly residentKiB: number;
  /** User and system time, in hundredths of a second. */
  readonly ticks: number;
}

async function look(lab: Lab, host: Host): Promise<Look> {
  const pid = await property(lab, host, 'MainPID');
  const [status, stat] = await Promise.all(['status', 'stat'].map((file) => lab.exec(host, ['cat', `/proc/${pid}/${file}`])));
  const fields = (stat?.stdout ?? '').slice((stat?.stdout ?? '').lastIndexOf(')') + 2).split(' ');
  return {
    residentKiB: Number(/^VmRSS:\s+(\d+) kB/m.exec(status?.stdout ?? '')?.[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  };
}

async function readyMs(lab: Lab, host: Host): Promise<number> {
  await lab.exec(host, ['systemctl', 'restart', 'tamada-agent']);
  const [started, ready] = await Promise.all(
    ['ExecMainStartTimestampMonotonic', 'ActiveEnterTimestampMonotonic'].map((name) => property(lab, host, name)),
  );
  return Math.round((Number(ready) - Number(started)) / 1000);
}

async function property(lab: Lab, host: Host, name: string): Promise<string> {
  const { stdout } = await lab.exec(host, ['systemctl', 'show', '--value', `--property=${name}`, 'tamada-agent']);
  return stdout.trim();
}
