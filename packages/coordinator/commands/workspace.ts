import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { templateKinds } from '@tamada/core/topology';
import { platforms } from '@tamada/core/facts';
import { collect, command, type Invoke } from '../cli/command.ts';

/** `tamada init`: flags only. */
export function initCommand(invoke: Invoke): CommandUnknownOpts {
  return command('init', 'Make a workspace: cluster.yaml, certificate authority, secrets. Run it again to add only what is missing.', [
    'tamada init',
    'tamada -C geo init --template single-dc --name geo',
    'tamada init --secret user_app=/root/app-password',
    'tamada init --secret postgres_superuser=- < password',
  ])
    .addOption(new Option('--template <kind>', 'which cluster.yaml to start from').choices(templateKinds).default(templateKinds[0]))
    .option('--name <name>', "the cluster's name (default: geo)")
    .option('--secret <name=file>', 'use your own value for a secret, from a file or from stdin (-)', collect, [])
    .option('--replace-secret <name>', 'let --secret replace the value of this secret', collect, [])
    .action((options) =>
      invoke(async (context) => {
        const { init } = await import('../operations/init.ts');
        return init(context, {
          template: options.template,
          name: options.name ?? null,
          secrets: options.secret,
          replace: options.replaceSecret,
        });
      }),
    );
}

/** `tamada validate`: flags only. */
export function validateCommand(invoke: Invoke): CommandUnknownOpts {
  return command('validate', 'Check cluster.yaml: show every mistake with its line and how to correct it.', [
    'tamada validate',
    'tamada validate next.yaml',
    'tamada validate --json',
  ])
    .argument('[file]', "the topology (default: the workspace's cluster.yaml)")
    .action((file) =>
      invoke(async (context) => {
        const { validate } = await import('../operations/topology.ts');
        return validate(context, file ?? null);
      }),
    );
}

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

/** `tamada render`: flags only. */
export function renderCommand(invoke: Invoke): CommandUnknownOpts {
  return command('render', 'Write the files of every node as they will be on it; secrets stay as named slots.', [
    'tamada render',
    'tamada render pg-a1-1 --output /tmp/look',
    'tamada render --platform rhel',
  ])
    .argument('[nodes...]', 'nodes to render (default: all)')
    .option(
      '-o, --output <folder>',
      "where to write (default: the workspace's rendered/, where only the folders of the named nodes are replaced)",
    )
    .addOption(new Option('--platform <platform>', 'platform of nodes that have reported no facts yet').choices(platforms))
    .action((nodes, { output, platform }) =>
      invoke(async (context) => {
        const { render } = await import('../operations/render.ts');
        return render(context, { nodes, output: output ?? null, platform: platform ?? null });
      }),
    );
}
