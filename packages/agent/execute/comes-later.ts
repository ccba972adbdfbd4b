import { localSlots, slotNames } from '@tamada/core/bundle';
import type { PlanWork } from './plan-work.ts';
import { missingOwners } from './prepare.ts';

/** Why a path cannot be as wanted before bootstrap: its user comes with a package, its content with the certificates. */
export async function comesLater(work: PlanWork): Promise<ReadonlyMap<string, string>> {
  const absent = localSlots.filter((name) => !work.known(name));
  const certified = work.bundle.files.filter(({ content }) => slotNames(content).some((name) => absent.some((other) => other === name)));
  return new Map([
    ...(await missingOwners(work)).map(({ path, owner }) => [path, `${owner} comes with its package`] as const),
    ...certified.map(({ path }) => [path, 'its certificate comes with bootstrap'] as const),
  ]);
}
