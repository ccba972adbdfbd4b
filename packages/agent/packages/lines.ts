/** Lines that work says while it runs, as a stream that ends with the work. Leaving the stream early waits for the work. */
export async function* linesOf(work: (say: (line: string) => void) => Promise<void>): AsyncGenerator<string, void> {
  const lines: string[] = [];
  let wake: () => void = () => undefined;
  const state = { running: true };
  const done = work((line) => {
    lines.push(line);
    wake();
  }).finally(() => {
    state.running = false;
    wake();
  });
  // It is awaited below; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  try {
    for (;;) {
      const line = lines.shift();
      if (line !== undefined) yield line;
      else if (state.running) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else break;
    }
  } finally {
    await done.catch(() => undefined);
  }
  await done;
}
