import type { ConsulSummary } from '@tamada/core/verdict';
import { hostNamed } from './switchover.ts';
import { untilStatus } from './status.ts';
import type { Host, LabView } from '../lab/index.ts';

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
