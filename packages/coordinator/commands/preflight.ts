import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';
import { collect } from './collect.ts';

/** `tamada preflight`: flags only. */
export function preflightCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'preflight',
    'Check all nodes before a change: agents, ports, network, clocks, disks, data directories. Changes nothing.',
    ['tamada preflight', 'tamada preflight --ignore disk-space', 'tamada preflight --json'],
  )
    .option('--ignore <name>', 'demote the failures of a check to warnings (may be given again)', collect, [])
    .action(({ ignore }) =>
      invoke(async (context) => {
        const { preflight } = await import('../operations/preflight.ts');
        return preflight(context, { ignore });
      }),
    );
}
