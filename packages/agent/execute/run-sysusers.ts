import { TamadaError } from '@tamada/core/errors';
import type { Execute } from './execute.ts';

const deadlineMs = 30_000;

export const runSysusers: Execute<'run_sysusers'> = async ({ digest }, { context }) => {
  const { code, stderr } = await context.run(['systemd-sysusers'], { timeoutMs: deadlineMs });
  if (code !== 0) throw new TamadaError({ code: 'unit_failed', unit: 'systemd-sysusers', wanted: 'done', output: stderr.trim() });
  await context.journal.update((journal) => ({ ...journal, sysusers: digest }));
  return '';
};
