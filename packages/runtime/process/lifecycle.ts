import type { CommandRunner } from '../command/command.ts';

/** Tells systemd that this process is ready; does nothing where NOTIFY_SOCKET (`socket`) is not set. */
export async function notifyReady(run: CommandRunner, socket: string | undefined, status: string): Promise<void> {
  if (socket === undefined) return;
  await run(['systemd-notify', '--ready', `--pid=${String(process.pid)}`, `--status=${status}`], {
    timeoutMs: 5000,
    env: { NOTIFY_SOCKET: socket },
  });
}

/** A reader of our output that is gone, or whose disk is full, must not end the work. `gone` is called when it is stdout's. */
export function outliveReaders(gone: () => void = () => undefined): void {
  process.stdout.on('error', gone);
  process.stderr.on('error', () => undefined);
}

/** Ends with the first SIGINT or SIGTERM; the second one ends the process as if nobody listened. */
export function onShutdown(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const end = (): void => {
    dispose();
    controller.abort();
  };
  const dispose = (): void => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return { signal: controller.signal, dispose };
}
