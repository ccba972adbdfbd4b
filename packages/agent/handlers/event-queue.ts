/** Events of work that goes on whether somebody listens or not. */
export interface EventQueue<T> {
  readonly push: (event: T) => void;
  /** All events from the first one on, until the work ends; throws what it threw. */
  readonly events: () => AsyncGenerator<T, void>;
}

/** Starts nothing: `work` runs already and pushes into the queue. */
export function makeEventQueue<T>(): EventQueue<T> & { readonly follow: (work: Promise<unknown>) => void } {
  const waiting: T[] = [];
  let wake: (() => void) | null = null;
  let work: Promise<unknown> = Promise.resolve();
  let ended = false;
  const ring = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push(event) {
      waiting.push(event);
      ring();
    },
    follow(running) {
      work = running.finally(() => {
        ended = true;
        ring();
      });
      // Whoever listens gets the error; without a listener it must not end the process.
      work.catch(() => undefined);
    },
    async *events() {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (ended) break;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      await work;
    },
  };
}
