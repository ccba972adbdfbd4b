import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { templateKinds } from '@tamada/core/topology';
import { command, type Invoke } from '../cli/frame.ts';
import { collect } from './collect.ts';

/** `tamada init`: flags only. */
export function initCommand(invoke: Invoke): CommandUnknownOpts {
  return command('init', 'Make a workspace: cluster.yaml, certificate authority, secrets. Run again, it adds only what is missing.', [
    'tamada init',
    'tamada -C geo init --template single-dc --name geo',
    'tamada init --secret user_app=/root/app-password',
    'tamada init --secret postgres_superuser=- < password',
  ])
    .addOption(new Option('--template <kind>', 'which cluster.yaml to begin with').choices(templateKinds).default(templateKinds[0]))
    .option('--name <name>', "the cluster's name (default: geo)")
    .option('--secret <name=file>', 'take your own value for a secret from a file, or from stdin by -', collect, [])
    .option('--replace-secret <name>', 'let --secret change the value of this one', collect, [])
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
