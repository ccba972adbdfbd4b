import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

const exitCodeHelp = `
Exit codes: 0 healthy or degraded (somebody takes writes), 1 down (nobody does), 4 unknown (nobody that answers knows).
What a finding means: docs/findings.md`;

/** `tamada status`: flags only. */
export function statusCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'status',
    'Show the cluster at a glance: members, VIPs and where 5555 and 5556 lead, Consul, agents, certificates, findings.',
    ['tamada status', 'tamada status --json', 'tamada status --watch'],
  )
    .addHelpText('after', exitCodeHelp)
    .option('--watch', 'again every two seconds, until Ctrl-C', false)
    .action(({ watch }) =>
      invoke(async (context) => {
        const { showStatus, watchStatus } = await import('../operations/status.ts');
        return watch ? watchStatus(context) : showStatus(context);
      }),
    );
}
