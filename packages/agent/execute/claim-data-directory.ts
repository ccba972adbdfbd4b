import { noteClaim } from '@tamada/core/converge';
import { platformTable } from '@tamada/core/platform';
import { TamadaError } from '@tamada/core/errors';
import type { AgentContext } from '../agent-context.ts';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';

export const claimDataDirectory: Execute<'claim_data_directory'> = async ({ path }, { context }) => {
  const note = await takeOver(path, context);
  await context.journal.update((journal) => noteClaim(journal, path, context.clock.now()));
  context.establishment.watch();
  return note;
};

/** An empty folder of somebody else, mostly a mount point of root, is given to PostgreSQL: nobody loses anything by it. */
async function takeOver(path: string, { paths, config, accounts }: AgentContext): Promise<string> {
  const { user, group } = platformTable(config.platform).programs.postgres;
  const [uid, gid] = await Promise.all([accounts.user(user), accounts.group(group)]);
  if (uid === null || gid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${user}` });
  const folder = await openFolder(path, { root: paths.root, create: false });
  if (folder === null) return '';
  try {
    if ((await folder.handle.stat()).uid === uid) return '';
    await folder.handle.chown(uid, gid);
    await folder.handle.chmod(0o700);
    return `given to ${user}`;
  } finally {
    await folder.close();
  }
}
