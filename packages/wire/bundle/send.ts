import type { Bundle, SecretValues } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';
import type { RequestOf } from '../service/types.ts';

export type BundlePart = RequestOf<'Apply'>;

/** What travels with a bundle. */
export interface BundleCargo {
  readonly bundle: Bundle;
  readonly secrets: SecretValues;
  /** Programs whose units the call may start, restart or reload. */
  readonly start: readonly Program[];
  readonly digest: string;
}

/** A bundle as the parts of a stream: header, directories, files, units, secrets, end. */
export function bundleParts({ bundle, secrets, start, digest }: BundleCargo): readonly BundlePart[] {
  const { cluster, node, generation } = bundle;
  const parts: readonly BundlePart[] = [
    { header: { cluster, node, generation, digest, start } },
    ...bundle.directories.map((directory) => ({ directory })),
    ...bundle.files.map((file) => ({ file })),
    ...bundle.units.map((unit) => ({ unit })),
    ...Object.entries(secrets).map(([name, value]) => ({ secret: { name, value } })),
  ];
  return [...parts, { end: { parts: parts.length } }];
}
