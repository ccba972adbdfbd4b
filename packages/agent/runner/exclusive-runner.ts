import { TamadaError } from '@tamada/core/errors';

/**
 * One changing operation at a time. A second one is refused, never queued: its caller's view of the node would be out of date by then.
 * Looking at the node never comes through here.
 */
export interface ExclusiveRunner {
  /** Refuses with `busy` while another operation runs. */
  readonly run: <T>(name: string, operation: () => Promise<T>) => Promise<T>;
  /** Name of the running operation, empty at rest. */
  readonly busyWith: () => string;
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>;
}

/** `onEnd` is called after each operation, however it ended. */
export function makeExclusiveRunner(onEnd: () => void = () => undefined): ExclusiveRunner {
  let current: { readonly name: string; readonly done: Promise<unknown> } | null = null;
  return {
    async run(name, operation) {
      if (current !== null) throw new TamadaError({ code: 'busy', with: current.name });
      const done = Promise.resolve().then(operation);
      current = { name, done: done.catch(() => undefined) };
      try {
        return await done;
      } finally {
        current = null;
        onEnd();
      }
    },
    busyWith: () => current?.name ?? '',
    async idle() {
      while (current !== null) await current.done;
    },
  };
}
