import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada status`: flags only. */
export function statusCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'status',
    'Show the cluster at a glance: members, VIPs and where 5555 and 5556 lead, Consul, agents, certificates, warnings.',
    ['tamada status', 'tamada status --json', 'tamada status --watch'],
  )
    .option('--watch', 'again every two seconds, until Ctrl-C', false)
    .action(({ watch }) =>
      invoke(async (context) => {
        const { showStatus, watchStatus } = await import('../operations/status.ts');
        return watch ? watchStatus(context) : showStatus(context);
      }),
    );
}
