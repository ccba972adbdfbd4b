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
