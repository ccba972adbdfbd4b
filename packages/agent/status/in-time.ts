/** The outcome, if it comes in time; otherwise an error that says so. The work itself goes on: only use it for looking. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const controller = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    controller.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    controller.abort();
  }
}
