import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Datacenter } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { type LabPaths, namespaceFile, relayLog } from '../paths.ts';
import { identify, isRunning, type ProcessIdentity, sendSignal } from '../process/identity.ts';
import { waitFor } from '../process/wait.ts';
import { ipBatch } from './namespaces.ts';
import { type Delay, relayDevice, relayTable } from './rules.ts';

const program = fileURLToPath(new URL('relay.py', import.meta.url));

/** Makes the device and its table, and starts the process behind it; the rules that lead there are somebody else's. */
export async function startRelay(paths: LabPaths, datacenter: Datacenter, delay: Delay): Promise<ProcessIdentity> {
  const device = relayDevice(datacenter);
  await ipBatch(paths, 'wan', [
    `tuntap add dev ${device} mode tun`,
    `link set ${device} txqueuelen 5000 up`,
    `route add default dev ${device} table ${relayTable(datacenter)}`,
  ]);
  const words = [device, String(delay.milliseconds), String(delay.lossPercent)];
  const log = openSync(relayLog(paths, datacenter), 'a');
  const command = [`--net=${namespaceFile(paths, 'wan')}`, '/usr/bin/python3', program, ...words];
  const child = spawn('nsenter', command, { stdio: ['ignore', 'pipe', log], detached: true, env: { PATH: process.env.PATH } });
  closeSync(log);
  const identity = child.pid === undefined ? null : identify(child.pid);
  await Promise.race([child.stdout ? once(child.stdout, 'data') : null, once(child, 'exit'), once(child, 'error')]);
  child.stdout?.destroy();
  child.unref();
  if (identity && isRunning(identity)) return identity;
  throw new LabError('program-failed', `The relay of ${datacenter} did not start`, `Look into ${relayLog(paths, datacenter)}`);
}

export async function stopRelay(paths: LabPaths, datacenter: Datacenter, identity: ProcessIdentity): Promise<void> {
  sendSignal(identity, 'SIGKILL');
  await waitFor(`the relay of ${datacenter} is gone`, () => !isRunning(identity), { timeoutMs: 5_000 });
  await ipBatch(paths, 'wan', [`link delete ${relayDevice(datacenter)}`]);
}
