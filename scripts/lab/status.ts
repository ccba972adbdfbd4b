import { type Datacenter, datacenters, type Host, hosts, seats } from './addresses.ts';
import type { LabContext, LabState } from './state.ts';
import { isFrozen } from './host/control-groups.ts';
import { machineOf } from './host/power.ts';
import { listCheckpoints, type Checkpoint } from './layers/checkpoints.ts';
import type { Cut, Delay } from './network/rules.ts';

export interface LabStatus {
  readonly phase: LabState['phase'] | 'down';
  readonly from: string | null;
  readonly hosts: readonly HostStatus[];
  readonly cuts: readonly Cut[];
  readonly delays: Readonly<Partial<Record<Datacenter, Delay>>>;
  readonly checkpoints: readonly Checkpoint[];
}

export interface HostStatus {
  readonly name: Host;
  readonly datacenter: string;
  readonly address: string;
  readonly power: 'on' | 'off' | 'frozen';
}

export function labStatus(context: Pick<LabContext, 'paths' | 'state'>): LabStatus {
  const state = context.state.read();
  const delays = datacenters.flatMap((datacenter) => {
    const relay = state?.relays[datacenter];
    return relay ? [[datacenter, { milliseconds: relay.milliseconds, lossPercent: relay.lossPercent }]] : [];
  });
  return {
    phase: state?.phase ?? 'down',
    from: state?.from ?? null,
    hosts: hosts.map((name) => ({ name, datacenter: seats[name].segment, address: seats[name].address, power: powerOf(context, name) })),
    cuts: state?.cuts ?? [],
    delays: Object.fromEntries(delays) as LabStatus['delays'],
    checkpoints: listCheckpoints(context.paths),
  };
}

function powerOf(context: Pick<LabContext, 'paths' | 'state'>, host: Host): HostStatus['power'] {
  const machine = machineOf(context, host);
  if (!machine) return 'off';
  return isFrozen(context.paths, host, machine) ? 'frozen' : 'on';
}
