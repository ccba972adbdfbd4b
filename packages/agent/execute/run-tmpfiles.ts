import { TamadaError } from '@tamada/core/errors';
import type { Execute } from './execute.ts';

const deadlineMs = 30_000;

/** For our own files only: what others' files would do to the host is not ours to start. */
export const runTmpfiles: Execute<'run_tmpfiles'> = async ({ digest }, { context, desired }) => {
  const files = desired.files.filter(({ readers }) => readers.tmpfiles).map(({ path }) => context.paths.at(path));
  if (files.length > 0) {
    const { code, stderr } = await context.run(['systemd-tmpfiles', '--create', ...files], { timeoutMs: deadlineMs });
    if (code !== 0) throw new TamadaError({ code: 'unit_failed', unit: 'systemd-tmpfiles', wanted: 'done', output: stderr.trim() });
  }
  await context.journal.update((journal) => ({ ...journal, tmpfiles: digest }));
  return '';
};
