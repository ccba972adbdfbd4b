import type { Step, StepKind } from '@tamada/core/converge';
import { awaitHealthy } from './await-healthy.ts';
import { changeWith, reloadUnit, startWith } from './change-unit.ts';
import { claimDataDirectory } from './claim-data-directory.ts';
import { correctMetadata } from './correct-metadata.ts';
import { daemonReload } from './daemon-reload.ts';
import type { Execute } from './execute.ts';
import { makeDirectory } from './make-directory.ts';
import { removeFile } from './remove-file.ts';
import { runSysusers } from './run-sysusers.ts';
import { runTmpfiles } from './run-tmpfiles.ts';
import { setAsideDataDirectory } from './set-aside-data-directory.ts';
import type { Work } from './work.ts';
import { writeFile } from './write-file.ts';

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
export function execute(step: Step, work: Work): Promise<string> {
  // The table above holds for each word; TypeScript loses the link between a word and its executor here.
  const run = executors[step.kind] as (step: Step, work: Work) => Promise<string>;
  return run(step, work);
}
