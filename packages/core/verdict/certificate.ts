import type { Observation } from './observation.ts';

const warnMs = 60 * 24 * 60 * 60 * 1000;

/** A certificate and when it ends, milliseconds since the epoch. */
export interface Certificate {
  readonly name: string;
  readonly notAfterMs: number;
}

/** `ending`: within 60 days. */
export interface CertificateSummary extends Certificate {
  /** The node that holds it; null for the workspace's. */
  readonly node: string | null;
  readonly state: 'valid' | 'ending' | 'ended';
  readonly daysLeft: number;
}

/** Every certificate that an agent or the workspace told about, the first to end first. */
export function certificateSummaries(
  observations: readonly Observation[],
  own: readonly Certificate[],
  nowMs: number,
): readonly CertificateSummary[] {
  const held = observations.flatMap(({ node, status }) => (status?.certificates ?? []).map((certificate) => ({ node, ...certificate })));
  return [...own.map((certificate) => ({ node: null, ...certificate })), ...held]
    .map(({ node, name, notAfterMs }) => {
      const left = notAfterMs - nowMs;
      const state = left <= 0 ? ('ended' as const) : left < warnMs ? ('ending' as const) : ('valid' as const);
      return { node, name, notAfterMs, state, daysLeft: Math.floor(left / (24 * 60 * 60 * 1000)) };
    })
    .sort((a, b) => a.notAfterMs - b.notAfterMs);
}
