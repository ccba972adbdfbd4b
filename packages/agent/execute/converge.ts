import type { Plan, Step, StepKind } from '@tamada/core/converge';
import { noteBeforeFiles, noteFilesPlaced, planFiles, planUnits, stepSubject } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import type { Look } from '../observe/observe.ts';
import { observe } from '../observe/observe.ts';
import { awaitHealthy } from './await-healthy.ts';
import { claimDataDirectory, setAsideDataDirectory } from './data-directory-steps.ts';
import { correctMetadata, makeDirectory, removeFile, writeFile } from './file-steps.ts';
import { changeWith, reloadUnit, startWith, daemonReload, runSysusers, runTmpfiles } from './unit-steps.ts';
import type { Work, Execute } from './work.ts';

export type StepListener = (event: { readonly kind: 'started' | 'finished'; readonly step: Step; readonly note: string }) => void;

const mostRounds = 8;

/**
 * Looks, plans, acts, and looks again until no step is left; resolves with the number of steps taken.
 * Files come before units, and the journal notes which process ran when the files were placed: a process with another invocation id
 * has read them, whoever started it, and one that started while they were written is restarted. `refuse` throws for steps that may not be.
 */
export async function converge(
  work: Work,
  start: readonly Program[],
  tell: StepListener,
  refuse: (steps: readonly Step[]) => void = () => undefined,
): Promise<number> {
  let taken = 0;
  let last: readonly Step[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const look = await observe(work.context, work.desired, await work.owners());
    const files = planFiles(work.desired, look.observed);
    last = files.length > 0 ? files : stepsOf(planUnits(work.desired, look.observed, start));
    if (await remember(work, look, files)) continue;
    if (last.length === 0) return taken;
    refuse(last);
    for (const step of last) {
      refuseShutdown(work);
      tell({ kind: 'started', step, note: '' });
      const note = await execute(step, work);
      taken += 1;
      tell({ kind: 'finished', step, note });
    }
  }
  const repeated = last.map((step) => `${step.kind} ${stepSubject(step)}`).join(', ');
  throw new TamadaError({ code: 'internal', problem: `the node does not settle; these steps come again and again: ${repeated}` });
}

/** Tells the journal about the files; true where that changes what the units need. */
async function remember({ context, desired }: Work, { units, observed }: Look, files: readonly Step[]): Promise<boolean> {
  const invocations = new Map(units.map(({ name, invocationId }) => [name, invocationId]));
  const before = context.journal.read();
  const after = await context.journal.update((journal) =>
    files.length > 0 ? noteBeforeFiles(journal, desired, observed, files, invocations) : noteFilesPlaced(journal, desired, invocations),
  );
  return files.length === 0 && after !== before;
}

function stepsOf(plan: Plan): readonly Step[] {
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  return plan.steps;
}

function refuseShutdown({ context }: Work): void {
  if (context.signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the apply' });
}

/** Word → executor. A missing one does not compile. */
const executors: { readonly [K in StepKind]: Execute<K> } = {
  make_directory: makeDirectory,
  write_file: writeFile,
  correct_metadata: correctMetadata,
  remove_file: removeFile,
  run_sysusers: runSysusers,
  run_tmpfiles: runTmpfiles,
  daemon_reload: daemonReload,
  set_aside_data_directory: setAsideDataDirectory,
  claim_data_directory: claimDataDirectory,
  enable_unit: changeWith('enable'),
  disable_unit: changeWith('disable'),
  stop_unit: changeWith('stop'),
  start_unit: startWith('start'),
  restart_unit: startWith('restart'),
  reload_unit: reloadUnit,
  await_healthy: awaitHealthy,
};

/** Does one step; resolves with its note. */
function execute(step: Step, work: Work): Promise<string> {
  // The table above holds for each word; TypeScript loses the link between a word and its executor here.
  const run = executors[step.kind] as (step: Step, work: Work) => Promise<string>;
  return run(step, work);
}
