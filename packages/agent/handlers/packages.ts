import type { ReplyOf } from '@tamada/wire';
import type { MakeHandler } from '../agent-context.ts';
import { installPackages } from '../packages/install-packages.ts';
import { eventsOf } from './events-of.ts';

export const installPackagesHandler: MakeHandler<'InstallPackages'> =
  (context) =>
  ({ packages }) =>
    eventsOf<ReplyOf<'InstallPackages'>>((push) =>
      context.exclusive.run('package installation', async () => {
        const changed = await installPackages(context, packages, (line) => push({ line, changed: false, done: false }));
        push({ line: '', changed, done: true });
      }),
    );
