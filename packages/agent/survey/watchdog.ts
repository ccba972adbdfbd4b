import { access } from 'node:fs/promises';
import type { Survey } from '@tamada/core/preflight';
import type { CommandRunner } from '@tamada/runtime';

/** Whether Patroni's user could open the watchdog. Never opened here: that would start it. */
export async function watchdogState(run: CommandRunner, device: string, user: string): Promise<Survey['watchdog']> {
  try {
    await access(device);
  } catch {
    return 'absent';
  }
  const { code } = await run(['runuser', '--user', user, '--', 'test', '-w', device], { timeoutMs: 3000 });
  return code === 0 ? 'present' : 'inaccessible';
}
