export { certificateSummaries } from './certificate.ts';
export type { Certificate, CertificateSummary } from './certificate.ts';
export { clusterFindings, healthOf } from './cluster-findings.ts';
export type { Health } from './cluster-findings.ts';
export { describeFinding, finding, findingCodes } from './finding.ts';
export type { DescribedFinding, Finding, FindingCode, FindingFields } from './finding.ts';
export type { FindingRow, FindingSubject, Severity } from './row.ts';
export { vocabulary } from './vocabulary.ts';
