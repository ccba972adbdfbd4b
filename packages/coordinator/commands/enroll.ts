import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { command, type Invoke } from '../cli/frame.ts';

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
