import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada explain vip|rw|ro`: flags only. */
export function explainCommand(invoke: Invoke): CommandUnknownOpts {
  const vip = command('vip', 'Why the VIP stands where it stands: who may hold it, with which priority, and who does.', [
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
  return command('explain', 'Say why something stands where it stands, from what all nodes see now.', [
    'tamada explain vip a1',
    'tamada explain rw',
  ])
    .addCommand(vip)
    .addCommand(serviceCommand(invoke, 'rw', 'Why 5555 leads where it leads: the leader, and what each HAProxy sees of it.'))
    .addCommand(serviceCommand(invoke, 'ro', 'Why 5556 leads where it leads: which replicas, and which of them each host uses.'));
}

function serviceCommand(invoke: Invoke, service: 'rw' | 'ro', summary: string): CommandUnknownOpts {
  return command(service, summary, [`tamada explain ${service}`, `tamada explain ${service} --json`]).action(() =>
    invoke(async (context) => {
      const { explain } = await import('../operations/explain.ts');
      return explain(context, { about: service });
    }),
  );
}
