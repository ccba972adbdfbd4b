import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada plan`: no flags of its own. */
export function planCommand(invoke: Invoke): CommandUnknownOpts {
  return command('plan', 'Show what would change on every node, secrets by their names. Changes nothing.', [
    'tamada plan',
    'tamada plan --json',
  ]).action(() =>
    invoke(async (context) => {
      const { plan } = await import('../operations/plan.ts');
      return plan(context);
    }),
  );
}
