/**
 * `critical`: clients are harmed now, or acknowledged rows are at risk. `warning`: one more fault would. `notice`: to be planned; it never
 * degrades a cluster.
 */
export type Severity = 'critical' | 'warning' | 'notice';

/** What a finding is about: a node and its datacentre, a datacentre, or, with neither, the cluster or the workspace. */
export interface FindingSubject {
  readonly node: string | null;
  readonly datacenter: string | null;
}

/** All that is known of a code. */
export interface FindingRow<F extends object> {
  readonly severity: Severity;
  readonly about: 'node' | 'datacenter' | 'cluster';
  /** For docs/findings.md. */
  readonly means: string;
  /** The words, without the subject's name before them. */
  readonly say: (fields: F, subject: FindingSubject) => string;
  /** What an operator can do. */
  readonly remedy: (fields: F, subject: FindingSubject) => string;
  /** For docs and tests. */
  readonly example: F;
}
