import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Layout } from '../catalogue/layout.ts';
import { exists } from '../catalogue/store.ts';
import type { Invocation } from '../invocation.ts';

export async function isArchived(layout: Layout, segment: string): Promise<boolean> {
  return (await exists(join(layout.wal, segment))) || exists(join(layout.wal, `${segment}.gz`));
}

/** After that the real one says that the archive may not work at all. */
const hintSeconds = 30;

/** Waits until the archive has a segment; says so only when it has to wait. */
export async function waitArchived(call: Invocation, layout: Layout, segment: string, patienceSeconds: number): Promise<void> {
  const { log, interrupted } = call;
  if (await isArchived(layout, segment)) return;
  log.info(`Wait for WAL segment ${join(layout.wal, segment)} to be archived`);
  const started = performance.now();
  let hinted = false;
  while (!(await isArchived(layout, segment))) {
    const waited = (performance.now() - started) / 1000;
    if (waited > hintSeconds && !hinted && !call.options.flag('stream')) {
      hinted = true;
      log.warning(
        "By default pg_probackup assumes that WAL delivery method to be ARCHIVE. If continuous archiving is not set up, use '--stream' option to make autonomous backup. Otherwise check that continuous archiving works correctly.",
      );
    }
    if (interrupted.aborted) log.fail('Interrupted during waiting for WAL archiving');
    if (waited > patienceSeconds) log.fail(`WAL segment ${segment} could not be archived in ${patienceSeconds} seconds`);
    await setTimeout(100);
  }
}
