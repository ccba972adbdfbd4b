/**
 * Starts work that goes on whether or not somebody listens. Yields all its events from the first one on, until the work ends;
 * throws what the work threw.
 */
export function eventsOf<T>(work: (push: (event: T) => void) => Promise<unknown>): AsyncGenerator<T, void> {
  const waiting: T[] = [];
  let wake: () => void = () => undefined;
  const state = { running: true };
  const done = work((event) => {
    waiting.push(event);
    wake();
  }).finally(() => {
    state.running = false;
    wake();
  });
  // Whoever listens gets the error; without a listener it must not end the process.
  done.catch(() => undefined);

  async function* events(): AsyncGenerator<T, void> {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (!state.running) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    await done;
  }
  return events();
}
