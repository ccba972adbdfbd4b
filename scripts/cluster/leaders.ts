import type { ClusterStatus, ConsulSummary } from '@tamada/core/verdict';
import { type Datacenter, type Host, hosts, type Lab, type LabView, seats } from '../lab/index.ts';
import { tamada } from './operator.ts';
import { leaderOf, status, untilHealthy, untilStatus } from './status.ts';

/** The host of that name; an error for any other name. */
export function hostNamed(name: string): Host {
  const host = hosts.find((candidate) => candidate === name);
  if (host === undefined) throw new Error(`${name} is not a host of the lab`);
  return host;
}

/** The host that has this address for itself. */
export function hostAt(address: string): Host | undefined {
  return hosts.find((host) => seats[host].address === address);
}

/** Sees to it that the leader stands in a datacentre; its name. Moves it to a sync standby there where it does not. */
export async function leadIn(lab: Lab, datacenter: Datacenter): Promise<Host> {
  const now = await untilHealthy(lab);
  const leader = leaderOf(now);
  if (now.members.find(({ name }) => name === leader)?.datacenter === datacenter) return hostNamed(leader);
  const candidate = now.members.find((member) => member.datacenter === datacenter && member.state === 'sync_standby')?.name;
  if (candidate === undefined) throw new Error(`no sync standby in ${datacenter}`);
  await switchOver(lab, candidate);
  await untilHealthy(lab);
  return hostNamed(leaderOf(await status(lab)));
}

/** A planned switchover, as an operator does it. Returns when applications are led to the candidate and all is settled. */
export async function switchOver(lab: LabView, candidate: string): Promise<void> {
  const { code, stdout, stderr } = await tamada(lab, ['switchover', '--to', candidate, '--yes']);
  if (code !== 0) throw new Error(`switchover to ${candidate}: ${stdout}${stderr}`);
}

export interface Neighbours {
  readonly datacenter: 'a1' | 'a2';
  readonly leader: Host;
  readonly neighbour: Host;
}

/** Moves the leader until a sync standby stands beside it in its datacentre: Patroni chooses the standbys. */
export async function leadBesideSync(lab: LabView, settled: (lab: LabView) => Promise<ClusterStatus> = untilHealthy): Promise<Neighbours> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const { members, leader: name } = await settled(lab);
    const leader = members.find((member) => member.name === name);
    const sync = members.filter(({ state }) => state === 'sync_standby');
    const neighbour = sync.find(({ datacenter }) => datacenter === leader?.datacenter);
    const [candidate] = sync;
    if (leader === undefined || candidate === undefined) throw new Error('nobody to switch over to');
    const { datacenter } = leader;
    if (neighbour !== undefined && (datacenter === 'a1' || datacenter === 'a2'))
      return { datacenter, leader: hostNamed(leader.name), neighbour: hostNamed(neighbour.name) };
    await switchOver(lab, candidate.name);
  }
  throw new Error('no sync standby beside the leader after eight switchovers');
}

/** Stops Consul on its raft leader, and starts it again once another leads, until an acceptable host leads: this Consul cannot be told whom to elect. */
export async function leadRaftOn(lab: LabView, acceptable: (host: Host) => boolean): Promise<Host> {
  for (let attempt = 0; attempt < 30; attempt++) {
    const { consul } = await untilStatus(lab, 'Consul has a leader and all voters', (now) => whole(now.consul));
    const leader = hostNamed(consul.leader ?? '');
    if (acceptable(leader)) return leader;
    await systemctl(lab, leader, 'stop');
    await untilStatus(lab, `another than ${leader} leads raft`, ({ consul: now }) => now.leader !== null && now.leader !== leader);
    await systemctl(lab, leader, 'start');
  }
  throw new Error('no acceptable raft leader after thirty elections');
}

function whole({ leader, alive, voters }: ConsulSummary): boolean {
  return leader !== null && alive === voters;
}

async function systemctl(lab: LabView, host: Host, verb: 'start' | 'stop'): Promise<void> {
  const { code, stderr } = await lab.exec(host, ['systemctl', verb, 'consul']);
  if (code !== 0) throw new Error(`systemctl ${verb} consul on ${host}: ${stderr}`);
}
