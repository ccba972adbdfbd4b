import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { platforms } from '@tamada/core/facts';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada render`: flags only. */
export function renderCommand(invoke: Invoke): CommandUnknownOpts {
  return command('render', "Write every node's files as they will stand on it; secrets stay as named slots.", [
    'tamada render',
    'tamada render pg-a1-1 --output /tmp/look',
    'tamada render --platform rhel',
  ])
    .argument('[nodes...]', 'nodes to render (default: all)')
    .option(
      '-o, --output <folder>',
      "where to write (default: the workspace's rendered/, where only the folders of the named nodes are replaced)",
    )
    .addOption(new Option('--platform <platform>', 'platform of nodes whose facts are not known yet').choices(platforms))
    .action((nodes, { output, platform }) =>
      invoke(async (context) => {
        const { render } = await import('../operations/render.ts');
        return render(context, { nodes, output: output ?? null, platform: platform ?? null });
      }),
    );
}
