import type { Bundle, SecretValues } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';
import { pieceLength } from '../service/transport.ts';
import type { RequestOf } from '../service/contract.ts';

export type BundlePart = RequestOf<'Apply'>;

/** What travels with a bundle. */
export interface BundleCargo {
  readonly bundle: Bundle;
  readonly secrets: SecretValues;
  /** Programs whose units the call may start, restart or reload. */
  readonly start: readonly Program[];
  readonly digest: string;
  /** The node goes back by itself unless the bundle is confirmed within this time; left out, it is no trial. */
  readonly confirmWithinMs?: number;
}

/** A bundle as the parts of a stream: header, directories, files, units, secrets, end. No part is large. */
export function bundleParts({ bundle, secrets, start, digest, confirmWithinMs = 0 }: BundleCargo): readonly BundlePart[] {
  const { cluster, node, generation } = bundle;
  const parts: readonly BundlePart[] = [
    { header: { cluster, node, generation, digest, start, confirmWithinMs } },
    ...bundle.directories.map((directory) => ({ directory })),
    ...bundle.files.flatMap(fileParts),
    ...bundle.units.map((unit) => ({ unit })),
    ...Object.entries(secrets).map(([name, value]) => ({ secret: { name, value } })),
  ];
  return [...parts, { end: { parts: parts.length } }];
}

function fileParts({ content, ...file }: Bundle['files'][number]): readonly BundlePart[] {
  const [first = '', ...more] = pieces(content);
  return [{ file: { ...file, content: first } }, ...more.map((piece) => ({ more: { content: piece } }))];
}

function pieces(text: string): readonly string[] {
  const found: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + pieceLength;
    // A character of two units must not be torn: each half alone cannot be sent.
    const cut = /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
    found.push(text.slice(start, cut));
    start = cut;
  }
  return found;
}
