import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, confirmation, type Invoke } from '../cli/command.ts';

/** `tamada node` and what can be done to a host. */
export function nodeCommand(invoke: Invoke): CommandUnknownOpts {
  return command('node', 'Work on one host: lead its clients away, and reboot it.', [
    'tamada node drain pg-a1-2',
    'tamada node undrain pg-a1-2',
    'tamada node reboot pg-a1-1 --dry-run',
  ])
    .addCommand(drainCommand(invoke))
    .addCommand(undrainCommand(invoke))
    .addCommand(rebootCommand(invoke));
}

function drainCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'drain',
    'Lead the clients of a database host away, and wait until they are gone: no reads by 5556, no synchronous role, no failover to it, no VIP where another host can hold it. The leader hands over first. It stays so until `tamada node undrain`.',
    [
      'tamada node drain pg-a1-2',
      'tamada node drain pg-a1-1 --deadline 10m',
      'tamada node drain pg-a1-2 --deadline 0s --despite-sessions --yes',
    ],
  )
    .argument('<node>', 'the host')
    .option('--deadline <time>', 'so long its clients are waited for, as 90s, 10m, 1h', '1m')
    .option('--despite-sessions', 'call it done when that time is over, with the sessions that are left', false)
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action((node, { deadline, despiteSessions, dryRun, yes }) =>
      invoke(async (context) => {
        const { drain, patienceOf } = await import('../operations/drain.ts');
        const patience = patienceOf({ deadline, despiteSessions });
        return drain(context, { node, patience, dryRun, confirm: confirmation(yes, context.signal) });
      }),
    );
}

function undrainCommand(invoke: Invoke): CommandUnknownOpts {
  return command('undrain', 'Let a drained host serve again. Nobody hands over to it for that.', ['tamada node undrain pg-a1-2'])
    .argument('<node>', 'the host')
    .action((node) =>
      invoke(async (context) => {
        const { undrain } = await import('../operations/drain.ts');
        return undrain(context, node);
      }),
    );
}

function rebootCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'reboot',
    'Reboot a host of any role: it is drained, rebooted by its agent, and serves again when everything on it runs. Where it stopped, the same command goes on.',
    ['tamada node reboot pg-a2-1', 'tamada node reboot arb-a3 --yes', 'tamada node reboot pg-a1-1 --deadline 5m --despite-sessions'],
  )
    .argument('<node>', 'the host')
    .option('--deadline <time>', 'so long its clients are waited for, as 90s, 10m, 1h', '1m')
    .option('--despite-sessions', 'reboot it when that time is over, which cuts off the sessions that are left', false)
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action((node, { deadline, despiteSessions, dryRun, yes }) =>
      invoke(async (context) => {
        const [{ reboot }, { patienceOf }] = await Promise.all([import('../operations/reboot.ts'), import('../operations/drain.ts')]);
        const patience = patienceOf({ deadline, despiteSessions });
        return reboot(context, { node, patience, dryRun, confirm: confirmation(yes, context.signal) });
      }),
    );
}
