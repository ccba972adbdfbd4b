import { noteAwaited, noteReloaded } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { UnitVerb } from '../observe/units.ts';
import type { Work, Execute } from './work.ts';

type ExecuteOnUnit = (step: { readonly unit: string }, work: Work) => Promise<string>;

/** The journal knows of a start before it happens, so that the wait for health survives a crash. */
export function startWith(verb: 'start' | 'restart'): ExecuteOnUnit {
  return async ({ unit }, { context }) => {
    await context.journal.update((journal) => noteAwaited(journal, unit, true));
    await context.units.change(verb, unit);
    return '';
  };
}

export const reloadUnit: ExecuteOnUnit = async ({ unit }, { context }) => {
  await context.units.change('reload', unit);
  await context.journal.update((journal) => noteReloaded(journal, unit));
  return '';
};

export function changeWith(verb: UnitVerb): ExecuteOnUnit {
  return async ({ unit }, { context }) => {
    await context.units.change(verb, unit);
    return '';
  };
}

export const daemonReload: Execute<'daemon_reload'> = async ({ digest }, { context }) => {
  await context.units.daemonReload();
  await context.journal.update((journal) => ({ ...journal, systemd: digest }));
  return '';
};

const deadlineMs = 30_000;

export const runSysusers: Execute<'run_sysusers'> = async ({ digest }, { context }) => {
  const { code, stderr } = await context.run(['systemd-sysusers'], { timeoutMs: deadlineMs });
  if (code !== 0) throw new TamadaError({ code: 'unit_failed', unit: 'systemd-sysusers', wanted: 'done', output: stderr.trim() });
  await context.journal.update((journal) => ({ ...journal, sysusers: digest }));
  return '';
};

/** For our own files only: those of others may do anything to the host. */
export const runTmpfiles: Execute<'run_tmpfiles'> = async ({ digest }, { context, desired }) => {
  const files = desired.files.filter(({ readers }) => readers.tmpfiles).map(({ path }) => context.paths.at(path));
  if (files.length > 0) {
    const { code, stderr } = await context.run(['systemd-tmpfiles', '--create', ...files], { timeoutMs: deadlineMs });
    if (code !== 0) throw new TamadaError({ code: 'unit_failed', unit: 'systemd-tmpfiles', wanted: 'done', output: stderr.trim() });
  }
  await context.journal.update((journal) => ({ ...journal, tmpfiles: digest }));
  return '';
};
