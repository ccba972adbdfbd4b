import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada topology`: flags only. */
export function topologyCommand(invoke: Invoke): CommandUnknownOpts {
  const show = command('show', 'Show the topology with every default filled in and marked.', [
    'tamada topology show',
    'tamada topology show --json',
  ]).action(() =>
    invoke(async (context) => {
      const { showWorkspaceTopology } = await import('../operations/topology.ts');
      return showWorkspaceTopology(context);
    }),
  );
  return command('topology', 'Look at the topology.', ['tamada topology show']).addCommand(show);
}
