import type { Bundle } from '@tamada/core/bundle';
import type { ErrorDetail } from '@tamada/core/errors';
import type { JournalState } from './journal.ts';

interface Identity {
  readonly cluster: string;
  readonly node: string;
}

/** Why an agent does not take a bundle, judged by what it is for and what came before it; null when it does. */
export function refusal(bundle: Bundle, digest: string, self: Identity, { active }: JournalState): ErrorDetail | null {
  const { cluster, node, generation } = bundle;
  if (cluster !== self.cluster) return { code: 'wrong_cluster', expected: self.cluster, got: cluster };
  if (node !== self.node) return { code: 'wrong_node', expected: self.node, got: node };
  const twice =
    repeated([...bundle.files, ...bundle.directories].map(({ path }) => path)) ?? repeated(bundle.units.map(({ name }) => name));
  if (twice !== undefined) return { code: 'bundle_corrupt', problem: `${twice} stands in it twice` };
  if (generation < 1) return { code: 'bundle_corrupt', problem: 'it has no generation' };
  if (active === null || generation > active.generation) return null;
  if (generation < active.generation) return { code: 'generation_old', current: active.generation, got: generation };
  return digest === active.digest ? null : { code: 'generation_conflict', generation, current: active.digest, got: digest };
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
