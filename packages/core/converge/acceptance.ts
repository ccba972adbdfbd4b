import type { Bundle } from '@tamada/core/bundle';
import type { ErrorDetail } from '@tamada/core/errors';
import type { JournalState } from './journal.ts';

export interface Offer {
  readonly bundle: Bundle;
  /** As the coordinator computed it. */
  readonly announced: string;
  /** As it is. */
  readonly digest: string;
}

export interface Identity {
  readonly cluster: string;
  readonly node: string;
}

/** Why an agent does not take a bundle; null when it does. */
export function refusal({ bundle, announced, digest }: Offer, self: Identity, journal: JournalState): ErrorDetail | null {
  const { active } = journal;
  if (bundle.cluster !== self.cluster) return { code: 'wrong_cluster', expected: self.cluster, got: bundle.cluster };
  if (bundle.node !== self.node) return { code: 'wrong_node', expected: self.node, got: bundle.node };
  if (announced !== digest) return { code: 'bundle_corrupt', problem: 'its content does not match its digest' };
  const twice =
    repeated([...bundle.files, ...bundle.directories].map(({ path }) => path)) ?? repeated(bundle.units.map(({ name }) => name));
  if (twice !== undefined) return { code: 'bundle_corrupt', problem: `${twice} stands in it twice` };
  if (bundle.generation < 1) return { code: 'bundle_corrupt', problem: 'it has no generation' };
  if (active === null) return null;
  if (bundle.generation < active.generation) return { code: 'generation_old', current: active.generation, got: bundle.generation };
  if (bundle.generation > active.generation || digest === active.digest) return null;
  return { code: 'generation_conflict', generation: active.generation, current: active.digest, got: digest };
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
