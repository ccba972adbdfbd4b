import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { sleep } from '@tamada/runtime';
import type { TaskControl } from '../runner/index.ts';

const againMs = 500;

/** Tries again while an agent restarts, or ends what an earlier run began: every task looks first whether it is done. */
export async function persist<T>(call: () => Promise<T>, { progress, signal }: TaskControl): Promise<T> {
  const startedAt = performance.now();
  let said = '';
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const patience = patienceWith(errorDetail(error));
      if (patience === null || performance.now() - startedAt > patience.ms) throw error;
      if (patience.line !== said) progress(patience.line);
      said = patience.line;
      await sleep(againMs, signal);
    }
  }
}

function patienceWith(error: ErrorDetail): { readonly ms: number; readonly line: string } | null {
  switch (error.code) {
    case 'node_unreachable':
      return { ms: 10_000, line: `waiting for the agent: ${error.problem}` };
    case 'busy':
      return { ms: 180_000, line: `the node is busy with ${error.with}` };
    default:
      return null;
  }
}
