import type { ClusterView } from '@tamada/core/view';
import type { CertificateSummary } from './certificate.ts';
import type { Finding } from './finding.ts';
import type { FindingSubject } from './row.ts';

export interface FindingInput {
  readonly view: ClusterView;
  readonly certificates: readonly CertificateSummary[];
}

/** One fact, judged in one place. It answers with a finding only where it knows; what nobody knows has findings of its own. */
export type Judge = (input: FindingInput) => readonly Finding[];

/** A node as a subject; null for the workspace. */
export function ofNode(node: { readonly name: string; readonly datacenter: string } | null): FindingSubject {
  return { node: node?.name ?? null, datacenter: node?.datacenter ?? null };
}

export function ofDatacenter(datacenter: string): FindingSubject {
  return { node: null, datacenter };
}
