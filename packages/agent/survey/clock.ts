import type { Survey } from '@tamada/core/preflight';
import type { CommandRunner } from '@tamada/runtime';

/** Whether the clock follows a reference: systemd's word, else chrony's. */
export async function clockState(run: CommandRunner): Promise<Survey['clock']> {
  const systemd = await words(run, ['timedatectl', 'show', '--property=NTPSynchronized', '--value']);
  if (systemd.trim() === 'yes') return 'synchronised';
  const chrony = /^Leap status\s*:\s*(.+)$/m.exec(await words(run, ['chronyc', '-n', 'tracking']))?.[1];
  if (chrony !== undefined) return chrony.trim() === 'Not synchronised' ? 'unsynchronised' : 'synchronised';
  return systemd.trim() === 'no' ? 'unsynchronised' : 'unknown';
}

async function words(run: CommandRunner, argv: readonly [string, ...string[]]): Promise<string> {
  try {
    const { code, stdout } = await run(argv, { timeoutMs: 3000 });
    return code === 0 ? stdout : '';
  } catch {
    return '';
  }
}
