import { hosts, type Datacenter, type Host, type Lab } from '../../../scripts/lab/index.ts';
import { leaderOf, status, untilHealthy } from '../../../scripts/demo/status.ts';

/** The host of that name; an error for a name that is none. */
export function hostNamed(name: string): Host {
  const host = hosts.find((candidate) => candidate === name);
  if (host === undefined) throw new Error(`${name} is no host of the lab`);
  return host;
}

/** Sees to it that the leader stands in a datacentre; its name. Moves it to a sync standby there where it does not. */
export async function leadIn(lab: Lab, datacenter: Datacenter): Promise<Host> {
  const now = await untilHealthy(lab);
  const leader = leaderOf(now);
  if (now.members.find(({ name }) => name === leader)?.datacenter === datacenter) return hostNamed(leader);
  const candidate = now.members.find((member) => member.datacenter === datacenter && member.state === 'sync_standby')?.name;
  if (candidate === undefined) throw new Error(`no sync standby in ${datacenter}`);
  const argv = ['patronictl', '-c', '/etc/patroni/config.yml', 'switchover', '--master', leader, '--candidate', candidate, '--force'];
  const { code, stdout, stderr } = await lab.exec(hostNamed(leader), argv);
  if (code !== 0) throw new Error(`switchover to ${candidate}: ${stdout}${stderr}`);
  await untilHealthy(lab);
  return hostNamed(leaderOf(await status(lab)));
}
