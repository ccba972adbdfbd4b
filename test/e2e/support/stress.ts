import { hosts, type Host, type Lab } from '../../../scripts/lab/index.ts';
import { onAll } from './on-all.ts';

const units = 'tamada-stress-*';

/** Loops that leave a host no quiet moment: its share of the processors, and a disk that is always being flushed. */
const loops: Readonly<Record<string, string>> = {
  cpu: 'while :; do :; done',
  disk: 'while :; do dd if=/dev/zero of=/var/tmp/stress bs=1M count=32 conv=fsync 2>/dev/null; done',
};

/** Busy loops on every host of the lab; returns how to end them, on all but those that are off by then. */
export async function stress(lab: Lab): Promise<(off?: readonly Host[]) => Promise<void>> {
  for (const [name, script] of Object.entries(loops)) {
    await onAll(lab, hosts, ['systemd-run', '--quiet', '--collect', `--unit=tamada-stress-${name}`, 'sh', '-c', script]);
  }
  return async (off = []) => {
    for (const host of hosts.filter((one) => !off.includes(one)))
      await lab.exec(host, ['systemctl', 'stop', units], { timeoutMs: 120_000 });
  };
}
