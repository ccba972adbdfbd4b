import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, wholeNumber, type Invoke } from '../cli/command.ts';
import type { HistoryQuestion } from '../operations/history.ts';

const exitCodeHelp = `
Exit codes: 0 healthy or degraded (writes are taken), 1 down (no writes are taken), 4 unknown (no agent that answers can tell).
What a finding means: docs/findings.md`;

/** `tamada status`: flags only. */
export function statusCommand(invoke: Invoke): CommandUnknownOpts {
  return command(
    'status',
    'Show the cluster at a glance: members, VIPs, where 5555 and 5556 lead, Consul, agents, certificates, findings.',
    ['tamada status', 'tamada status --json', 'tamada status --watch'],
  )
    .addHelpText('after', exitCodeHelp)
    .option('--watch', 'repeat every two seconds, until Ctrl-C', false)
    .action(({ watch }) =>
      invoke(async (context) => {
        const { showStatus, watchStatus } = await import('../operations/status.ts');
        return watch ? watchStatus(context) : showStatus(context);
      }),
    );
}

/** `tamada explain vip|rw|ro`: flags only. */
export function explainCommand(invoke: Invoke): CommandUnknownOpts {
  const vip = command('vip', 'Why the VIP is where it is: which hosts may hold it, with which priority, and which one does.', [
    'tamada explain vip',
    'tamada explain vip a1 --json',
  ])
    .argument('[datacenter]', 'only this one')
    .action((datacenter) =>
      invoke(async (context) => {
        const { explain } = await import('../operations/explain.ts');
        return explain(context, { about: 'vip', datacenter: datacenter ?? null });
      }),
    );
  return command('explain', 'Explain where a VIP is or where 5555 and 5556 lead, from what all nodes see now.', [
    'tamada explain vip a1',
    'tamada explain rw',
  ])
    .addCommand(vip)
    .addCommand(serviceCommand(invoke, 'rw', 'Why 5555 leads where it leads: the leader, and what each HAProxy sees of it.'))
    .addCommand(serviceCommand(invoke, 'ro', 'Why 5556 leads where it leads: the replicas, and which of them each host uses.'));
}

function serviceCommand(invoke: Invoke, service: 'rw' | 'ro', summary: string): CommandUnknownOpts {
  return command(service, summary, [`tamada explain ${service}`, `tamada explain ${service} --json`]).action(() =>
    invoke(async (context) => {
      const { explain } = await import('../operations/explain.ts');
      return explain(context, { about: service });
    }),
  );
}

/** `tamada history …`: flags only. */
export function historyCommand(invoke: Invoke): CommandUnknownOpts {
  const ask = (question: HistoryQuestion): Promise<void> =>
    invoke(async (context) => {
      const { history } = await import('../operations/history.ts');
      return history(context, question);
    });
  return command(
    'history',
    'Show what was done to the cluster, newest first: who, when, what, and what came of it. The newest 200 runs are kept.',
    ['tamada history', 'tamada history --limit=5', 'tamada history show 20261126-204440-5601', 'tamada history export > history.json'],
  )
    .option('--limit <number>', 'the newest so many', wholeNumber, 20)
    .action(({ limit }) => ask({ what: 'list', limit }))
    .addCommand(
      command('show', 'Show one run: what it changed on each node, and how long that took.', ['tamada history show 20261126-204440-5601'])
        .argument('<id>', 'as `tamada history` names it')
        .action((id) => ask({ what: 'show', id })),
    )
    .addCommand(
      command('export', 'Print all that is kept as JSON, oldest first.', ['tamada history export > history.json']).action(() =>
        ask({ what: 'export' }),
      ),
    );
}

/** `tamada consul …`: flags only. */
export function consulCommand(invoke: Invoke): CommandUnknownOpts {
  return command('consul', 'Work on Consul, which holds who leads.', ['tamada consul snapshot --out geo.snap']).addCommand(
    command('snapshot', 'Save all that Consul holds into a new file, its tokens among it.', ['tamada consul snapshot --out geo.snap'])
      .requiredOption('--out <file>', 'the file; one that is there is not replaced')
      .action(({ out }) =>
        invoke(async (context) => {
          const { consulSnapshot } = await import('../operations/consul-snapshot.ts');
          return consulSnapshot(context, { out });
        }),
      ),
  );
}
