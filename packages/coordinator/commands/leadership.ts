import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, confirmation, type Invoke } from '../cli/command.ts';

/** `tamada switchover`: flags only. */
export function switchoverCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'switchover',
    'Hand the leadership over to another member. Shows first what it would cut off, and then for how long writes were held up.',
    ['tamada switchover', 'tamada switchover --to pg-a1-2', "tamada switchover --datacenter a2 --at '2026-11-27 02:00:00Z' --yes"],
  )
    .option('--to <node>', 'to this member (default: the nearest synchronous standby)')
    .option('--datacenter <name>', 'to a member there')
    .option('--at <time>', 'wait here until then; whoever fits then takes over')
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action(({ to, datacenter, at, dryRun, yes }) =>
      invoke(async (context) => {
        const { switchover } = await import('../operations/leadership.ts');
        const confirm = confirmation(yes, context.signal);
        return switchover(context, { to: to ?? null, datacenter: datacenter ?? null, at: at ?? null, dryRun, confirm });
      }),
    );
}

/** `tamada restart`: flags only. */
export function restartCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'restart',
    'Restart PostgreSQL, one member after the other through Patroni: replicas, synchronous standbys, and the leader after it has handed over. Shows first whom it would cut off.',
    ['tamada restart pg-a2-1', 'tamada restart --role replica --pending', 'tamada restart --role database --yes'],
  )
    .argument('[node...]', 'these members')
    .addOption(new Option('--role <role>', 'all members, or all but the leader').choices(['database', 'replica'] as const))
    .option('--pending', 'only where Patroni says that a restart is pending', false)
    .option('--started-before <time>', 'only where PostgreSQL was started before this time: goes on with a run that stopped')
    .option(
      '--back',
      'the leader from before leads again at the end (default: only where its successor stands in another datacentre)',
      false,
    )
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action((nodes, { role, pending, startedBefore, back, dryRun, yes }) =>
      invoke(async (context) => {
        const { restart, restartWish } = await import('../operations/restart.ts');
        const wish = restartWish({ nodes, role: role ?? null, pending, startedBefore: startedBefore ?? null, back });
        return restart(context, { wish, dryRun, confirm: confirmation(yes, context.signal) });
      }),
    );
}

/** `tamada failover`: flags only. */
export function failoverCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'failover',
    'When the leader is lost, and every synchronous standby with it: make another member the leader. Says first what may be lost. While a leader is there use `tamada switchover`.',
    ['tamada failover', 'tamada failover --to pg-a2-2 --may-lose-rows'],
  )
    .option('--to <node>', 'needed: the member that has the most; without it the command says which one that is')
    .option('--may-lose-rows', 'needed where acknowledged rows may be lost', false)
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action(({ to, mayLoseRows, dryRun, yes }) =>
      invoke(async (context) => {
        const { failover } = await import('../operations/failover.ts');
        return failover(context, { to: to ?? null, mayLoseRows, dryRun, confirm: confirmation(yes, context.signal) });
      }),
    );
}

/** `tamada reinit`: flags only. */
export function reinitCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'reinit',
    "Destroy the data of a member that is not the leader, and copy the leader's. Ends when the member streams again.",
    ['tamada reinit pg-a2-1 --dry-run', 'tamada reinit pg-a2-1 --destroy-data-of pg-a2-1'],
  )
    .argument('<node>', 'the member')
    .option('--destroy-data-of <node>', 'needed: the member once more, whose data is destroyed')
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--yes', 'do not ask before starting', false)
    .action((node, { destroyDataOf, dryRun, yes }) =>
      invoke(async (context) => {
        const { reinit } = await import('../operations/reinit.ts');
        return reinit(context, { node, destroyDataOf: destroyDataOf ?? null, dryRun, confirm: confirmation(yes, context.signal) });
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
