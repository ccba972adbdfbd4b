import { createHash } from 'node:crypto';
import type { Bundle } from './types.ts';

/** sha256 over the bundle without its generation, as canonical JSON: keys sorted, lists in their order. */
export function bundleDigest(bundle: Bundle): string {
  const { cluster, node, directories, files, units } = bundle;
  return createHash('sha256').update(canonicalJson({ cluster, node, directories, files, units })).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
