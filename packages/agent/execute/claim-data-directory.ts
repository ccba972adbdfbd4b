import { noteClaim } from '@tamada/core/converge';
import type { Execute } from './execute.ts';

export const claimDataDirectory: Execute<'claim_data_directory'> = async ({ path }, { context }) => {
  await context.journal.update((journal) => noteClaim(journal, path, context.clock.now()));
  context.establishment.watch();
  return '';
};
