import { consulServers } from '@tamada/core/topology';
import type { ClusterView } from '@tamada/core/view';

/**
 * `continue`: the leader stays. `move`: a synchronous standby elsewhere takes over. `stop`: nobody takes writes until somebody acts.
 * `unknown`: what did not answer decides it.
 */
export interface DatacenterLoss {
  readonly datacenter: string;
  readonly writes: 'continue' | 'move' | 'stop' | 'unknown';
  readonly why: string;
}

type Fate = Omit<DatacenterLoss, 'datacenter'>;

/** What the loss of each datacentre would mean, as things stand now. */
export function datacenterLosses(view: ClusterView): readonly DatacenterLoss[] {
  return view.topology.datacenters.map(({ name }) => ({ datacenter: name, ...(consulFate(name, view) ?? leaderFate(name, view)) }));
}

/** Null where Consul would keep its majority. */
function consulFate(datacenter: string, { topology, consul }: ClusterView): Fate | null {
  if (consul.led.is === 'no') return { writes: 'stop', why: 'Consul has no leader now' };
  const lost = new Set(
    consulServers(topology)
      .filter((node) => node.datacenter === datacenter)
      .map(({ name }) => name),
  );
  const voters = consul.voters ?? consul.servers.length;
  const majority = Math.floor(voters / 2) + 1;
  const left = consul.servers.filter(({ name, voter }) => !lost.has(name) && voter.is !== 'no');
  const certain = left.filter(({ voter, alive }) => voter.is === 'yes' && alive.is === 'yes').length;
  const possible = left.filter(({ alive }) => alive.is !== 'no').length;
  if (consul.led.is === 'yes' && certain >= majority) return null;
  const words = `Consul would keep ${String(certain)} of ${String(voters)} voters and needs ${String(majority)}`;
  if (possible < majority) return { writes: 'stop', why: words };
  return { writes: 'unknown', why: consul.led.is === 'unknown' ? 'nobody knows how Consul stands' : `${words}; of others nobody knows` };
}

function leaderFate(datacenter: string, { topology, leader, members }: ClusterView): Fate {
  const own = members.find(({ name }) => name === leader.name);
  if (leader.is === 'unknown') return { writes: 'unknown', why: 'nobody knows who leads' };
  if (own === undefined || own.runs.is === 'no') return { writes: 'stop', why: 'there is no leader now' };
  if (own.datacenter !== datacenter) return { writes: 'continue', why: `the leader ${own.name} stands elsewhere` };
  const elsewhere = members.filter((member) => member.datacenter !== datacenter);
  const heirs = elsewhere.filter(({ state }) => state === 'sync_standby');
  const heir = heirs.find(({ runs }) => runs.is === 'yes');
  if (heir !== undefined) return { writes: 'move', why: `the sync standby ${heir.name} can take over` };
  if (topology.synchronous.guarantee === 'off') {
    const replica = elsewhere.find(({ runs }) => runs.is === 'yes');
    if (replica !== undefined) return { writes: 'move', why: `the replica ${replica.name} can take over; its lag would be lost` };
  }
  const perhaps = heirs.find(({ runs }) => runs.is === 'unknown');
  if (perhaps !== undefined)
    return { writes: 'unknown', why: `the sync standby ${perhaps.name} could take over, and nobody knows whether it runs` };
  return { writes: 'stop', why: 'no sync standby stands elsewhere now' };
}
