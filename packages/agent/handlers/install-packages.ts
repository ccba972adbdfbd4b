import { installPackages } from '../packages/install.ts';
import { linesOf } from '../packages/lines.ts';
import type { MakeHandler } from './handler.ts';

export const installPackagesHandler: MakeHandler<'InstallPackages'> = (context) =>
  async function* ({ packages }) {
    let changed = false;
    const lines = linesOf(async (say) => {
      changed = await context.exclusive.run('package installation', () => installPackages(context, packages, say));
    });
    for await (const line of lines) yield { line, changed: false, done: false };
    yield { line: '', changed, done: true };
  };
