import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { collect, command, confirmation, wholeNumber, type Invoke } from '../cli/command.ts';

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

/** `tamada plan`: flags only. */
export function planCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'plan',
    'Show what would change on every node and in what order, what clients feel, and what somebody changed by hand. Secrets by their names. Changes nothing.',
    ['tamada plan', 'tamada plan --exit-code --json', 'tamada plan --out change.json && tamada apply change.json'],
  )
    .option('--exit-code', 'exit code 5 if there is something to do or to put back, 0 if not', false)
    .option('--out <file>', 'write the plan to a file for `tamada apply FILE`')
    .option('--fix-drift', 'plan to put back what was changed by hand', false)
    .action(({ exitCode, out, fixDrift }) =>
      invoke(async (context) => {
        const { plan } = await import('../operations/plan.ts');
        return plan(context, { exitCode, out: out ?? null, wish: { nodes: null, canary: null, fixDrift } });
      }),
    );
}

/** `tamada apply`: flags only. */
export function applyCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'apply',
    'Carry out what cluster.yaml changes on a cluster that stands: node after node, the leader last, after each what must hold again.',
    ['tamada apply --dry-run', 'tamada apply', 'tamada apply change.json --yes', 'tamada apply --canary pg-a2-2 --pause-after canary'],
  )
    .argument('[file]', 'a file that `plan` wrote: exactly that plan is carried out, or nothing')
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--fix-drift', 'put back what was changed by hand, too', false)
    .option('--node <name>', 'only this node (can be repeated)', collect, [])
    .option('--role <role>', 'only nodes of this role: database, witness, backup')
    .option('--datacenter <name>', 'only nodes there')
    .option('--canary <node>', 'this node first')
    .option('--pause-after <phase>', 'stop after this phase; the next `tamada apply` goes on')
    .option(
      '--confirm-within <seconds>',
      'a node that is not confirmed by then goes back (default: longer than its gate may take)',
      wholeNumber,
    )
    .option('--yes', 'do not ask before starting', false)
    .action((file, { dryRun, fixDrift, node, role, datacenter, canary, pauseAfter, confirmWithin, yes }) =>
      invoke(async (context) => {
        const { apply } = await import('../operations/apply.ts');
        return apply(context, {
          ...{ file: file ?? null, dryRun, fixDrift, nodes: node, role: role ?? null, datacenter: datacenter ?? null },
          ...{ canary: canary ?? null, pauseAfter: pauseAfter ?? null, confirm: confirmation(yes, context.signal) },
          ...(confirmWithin === undefined ? {} : { confirmWithinMs: confirmWithin * 1000 }),
        });
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
