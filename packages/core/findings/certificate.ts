import type { NodeView } from '@tamada/core/view';

const dayMs = 24 * 60 * 60 * 1000;
const plannedMs = 60 * dayMs;
const soonMs = 14 * dayMs;

/** A certificate and when it ends, milliseconds since the epoch. */
export interface Certificate {
  readonly name: string;
  readonly notAfterMs: number;
}

/** `ends`: within 60 days; `ends_soon`: within 14; `unreadable`: nobody knows when. */
export interface CertificateSummary {
  readonly name: string;
  /** The node that holds it; null for the workspace's. */
  readonly node: string | null;
  readonly state: 'valid' | 'ends' | 'ends_soon' | 'ended' | 'unreadable';
  readonly notAfterMs: number | null;
  readonly daysLeft: number | null;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
}

/** Every certificate that an agent or the workspace told about, unreadable ones before the first to end. */
export function certificateSummaries(
  nodes: readonly NodeView[],
  own: readonly Certificate[],
  nowMs: number,
): readonly CertificateSummary[] {
  const held = nodes.flatMap(({ name: node, status }) =>
    (status?.certificates ?? []).map(({ name, notAfterMs, problem }) => summary(node, name, notAfterMs, problem, nowMs)),
  );
  return [...own.map(({ name, notAfterMs }) => summary(null, name, notAfterMs, null, nowMs)), ...held].sort(
    (a, b) => (a.notAfterMs ?? 0) - (b.notAfterMs ?? 0),
  );
}

function summary(node: string | null, name: string, notAfterMs: number | null, problem: string | null, nowMs: number): CertificateSummary {
  if (notAfterMs === null) return { name, node, state: 'unreadable', notAfterMs, daysLeft: null, problem };
  const left = notAfterMs - nowMs;
  return { name, node, state: stateOf(left), notAfterMs, daysLeft: Math.floor(left / dayMs), problem };
}

function stateOf(leftMs: number): CertificateSummary['state'] {
  if (leftMs <= 0) return 'ended';
  if (leftMs < soonMs) return 'ends_soon';
  return leftMs < plannedMs ? 'ends' : 'valid';
}
