import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

/** `tamada validate`: flags only. */
export function validateCommand(invoke: Invoke): CommandUnknownOpts {
  return command('validate', 'Check cluster.yaml: every mistake with its line and what would be right.', [
    'tamada validate',
    'tamada validate next.yaml',
    'tamada validate --json',
  ])
    .argument('[file]', "the topology (default: the workspace's cluster.yaml)")
    .action((file) =>
      invoke(async (context) => {
        const { validate } = await import('../operations/validate.ts');
        return validate(context, file ?? null);
      }),
    );
}
