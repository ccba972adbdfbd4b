import type { Execute } from './execute.ts';

export const daemonReload: Execute<'daemon_reload'> = async ({ digest }, { context }) => {
  await context.units.daemonReload();
  await context.journal.update((journal) => ({ ...journal, systemd: digest }));
  return '';
};
