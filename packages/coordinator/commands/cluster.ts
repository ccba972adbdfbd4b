import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { collect, command, confirmation, type Invoke } from '../cli/command.ts';

/** `tamada enroll`: flags only. */
export function enrollCommand(invoke: Invoke): CommandUnknownOpts {
  return command('enroll', 'Make the one file that a server needs to become a node, or renew the certificates of nodes.', [
    'tamada enroll --all',
    'tamada enroll pg-a1-1 pg-a1-2 --output /root/enroll',
    'tamada enroll --renew --all',
  ])
    .argument('[nodes...]', 'names of nodes, as in cluster.yaml')
    .option('--all', 'every node of the topology', false)
    .option('--output <folder>', 'where the files go (default: enroll/ in the workspace)')
    .option('--renew', 'renew the certificates of running agents in place, over the network', false)
    .action((nodes, { all, output, renew }) =>
      invoke(async (context) => {
        if (renew) {
          const { renewCertificates } = await import('../operations/enroll-renew.ts');
          return renewCertificates(context, { nodes, all });
        }
        const { enroll } = await import('../operations/enroll.ts');
        return enroll(context, { nodes, all, output: output ?? null });
      }),
    );
}

/** `tamada preflight`: flags only. */
export function preflightCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'preflight',
    'Check all nodes before a change: agents, ports, network, clocks, disks, data directories. Changes nothing.',
    ['tamada preflight', 'tamada preflight --ignore disk-space', 'tamada preflight --json'],
  )
    .option('--ignore <name>', 'treat failures of this check as warnings (can be repeated)', collect, [])
    .action(({ ignore }) =>
      invoke(async (context) => {
        const { preflight } = await import('../operations/preflight.ts');
        return preflight(context, { ignore });
      }),
    );
}

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

/** `tamada bootstrap`: flags only. */
export function bootstrapCommand(invoke: Invoke): CommandUnknownOpts {
  return command('bootstrap', 'Make the cluster. Run it again after any interruption: it continues where it stopped.', [
    'tamada bootstrap --dry-run',
    'tamada bootstrap',
    'tamada bootstrap --ignore disk-space --yes',
  ])
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--ignore <name>', 'continue although this check of preflight fails (can be repeated)', collect, [])
    .option('--yes', 'do not ask before starting', false)
    .action(({ dryRun, ignore, yes }) =>
      invoke(async (context) => {
        const { bootstrap } = await import('../operations/bootstrap.ts');
        const confirm = confirmation(yes, context.signal);
        return bootstrap(context, { dryRun, ignore, confirm });
      }),
    );
}
