import type { CommandRunner } from '../command/command.ts';

/** Tells systemd that this process is ready; does nothing where NOTIFY_SOCKET (`socket`) is not set. */
export async function notifyReady(run: CommandRunner, socket: string | undefined, status: string): Promise<void> {
  if (socket === undefined) return;
  await run(['systemd-notify', '--ready', `--pid=${String(process.pid)}`, `--status=${status}`], {
    timeoutMs: 5000,
    env: { NOTIFY_SOCKET: socket },
  });
}
