import { TamadaError } from '@tamada/core/errors';
import type { JobBody } from '../job.ts';

/** Fills empty folders of a database host, which has made them and waits for what is to be in them. */
export const sendBody: JobBody<'send'> = async ({ node, backup, directory, tablespaces: goals }, job) => {
  const { site, tool } = job;
  if (!site.databases.some(({ name }) => name === node)) {
    throw new TamadaError({ code: 'usage', problem: `${node} is no database host of the cluster`, next: 'see `tamada topology show`' });
  }
  return job.inQueue('catalogue', async () => {
    const held = await job.talk('tablespaces', tool.tablespaces(site, backup));
    const tablespaces = held.flatMap((one) => goals.filter(({ id }) => id === one.id).map(({ to }) => ({ ...one, to })));
    job.doing(`restores backup ${backup}`);
    await job.talk('restore', tool.restore(site, { backup, target: { kind: 'latest' }, node, directory, tablespaces }));
    return { backup, directory };
  });
};
