import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, confirmation, type Invoke } from '../cli/command.ts';

/** `tamada switchover`: flags only. */
export function switchoverCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'switchover',
    'Hand the leadership over to another member. Shows first what it would cut off, and then for how long writes were held up.',
    ['tamada switchover', 'tamada switchover --to pg-a1-2', 'tamada switchover --datacenter a2 --yes'],
  )
    .option('--to <node>', 'to this member (default: the nearest synchronous standby)')
    .option('--datacenter <name>', 'to a member there')
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action(({ to, datacenter, dryRun, yes }) =>
      invoke(async (context) => {
        const { switchover } = await import('../operations/leadership.ts');
        const confirm = confirmation(yes, context.signal);
        return switchover(context, { to: to ?? null, datacenter: datacenter ?? null, dryRun, confirm });
      }),
    );
}

/** `tamada pause`: flags only. */
export function pauseCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'pause',
    'Turn automatic failover off, for work on Consul or on the hosts. If the leader dies meanwhile, nobody takes over.',
    ['tamada pause', 'tamada pause --yes'],
  )
    .option('--yes', 'do not ask', false)
    .action(({ yes }) =>
      invoke(async (context) => {
        const { pause } = await import('../operations/leadership.ts');
        return pause(context, {
          paused: true,
          confirm: confirmation(yes, context.signal),
        });
      }),
    );
}

/** `tamada resume`: no flags of its own. */
export function resumeCommand(invoke: Invoke): CommandUnknownOpts {
  return command('resume', 'Turn automatic failover on again.', ['tamada resume']).action(() =>
    invoke(async (context) => {
      const { pause } = await import('../operations/leadership.ts');
      return pause(context, { paused: false, confirm: async () => true });
    }),
  );
}
