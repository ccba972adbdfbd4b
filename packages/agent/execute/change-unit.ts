import { noteAwaited, noteReloaded } from '@tamada/core/converge';
import type { UnitVerb } from '../observe/units.ts';
import type { Work } from './work.ts';

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
