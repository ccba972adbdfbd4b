import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { askYes } from '../cli/ask.ts';
import { command, type Invoke } from '../cli/frame.ts';
import { collect } from './collect.ts';

/** `tamada bootstrap`: flags only. */
export function bootstrapCommand(invoke: Invoke): CommandUnknownOpts {
  return command('bootstrap', 'Make the cluster. Run it again after any interruption: it goes on where it stopped.', [
    'tamada bootstrap --dry-run',
    'tamada bootstrap',
    'tamada bootstrap --ignore disk-space --yes',
  ])
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--ignore <name>', 'go on in spite of the failures of a check of preflight (may be given again)', collect, [])
    .option('--yes', 'do not ask before it begins', false)
    .action(({ dryRun, ignore, yes }) =>
      invoke(async (context) => {
        const { bootstrap } = await import('../operations/bootstrap.ts');
        const confirm = (question: string): Promise<boolean> => (yes ? Promise.resolve(true) : askYes(question, context.signal));
        return bootstrap(context, { dryRun, ignore, confirm });
      }),
    );
}
