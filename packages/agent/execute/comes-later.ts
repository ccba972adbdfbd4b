import type { BundleFile, SecretValues } from '@tamada/core/bundle';
import { bundleSlots, localSlots } from '@tamada/core/bundle';
import { missingOwners } from './prepare.ts';
import type { Work } from './work.ts';

/** Why a path cannot be as wanted before bootstrap: its user comes with a package, its content with the certificates. */
export async function comesLater(work: Work, known: SecretValues): Promise<ReadonlyMap<string, string>> {
  const absent = localSlots.filter((name) => known[name] === undefined);
  const needs = (file: BundleFile): readonly string[] => bundleSlots({ ...work.bundle, files: [file] });
  const certified = work.bundle.files.filter((file) => absent.some((name) => needs(file).includes(name)));
  return new Map([
    ...(await missingOwners(work)).map(({ path, owner }) => [path, `${owner} comes with its package`] as const),
    ...certified.map(({ path }) => [path, 'its certificate comes with bootstrap'] as const),
  ]);
}
