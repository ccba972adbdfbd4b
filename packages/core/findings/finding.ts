import type { FindingRow, FindingSubject, Severity } from './row.ts';
import { vocabulary } from './vocabulary.ts';

export type FindingCode = keyof typeof vocabulary;

export type FindingFields<C extends FindingCode> = (typeof vocabulary)[C]['example'];

/** Something that an operator should know. */
export type Finding = {
  readonly [C in FindingCode]: {
    readonly code: C;
    readonly severity: Severity;
    readonly subject: FindingSubject;
    readonly fields: FindingFields<C>;
    /** What it was judged by. */
    readonly evidence: readonly string[];
  };
}[FindingCode];

export const findingCodes = Object.keys(vocabulary) as readonly FindingCode[];

export const wholeCluster: FindingSubject = { node: null, datacenter: null };

export function finding<C extends FindingCode>(
  code: C,
  subject: FindingSubject,
  fields: FindingFields<C>,
  evidence: readonly string[] = [],
): Finding {
  return { code, severity: vocabulary[code].severity, subject, fields, evidence } as Finding;
}

/** A finding as people and scripts read it; `message` names its subject. */
export interface DescribedFinding extends FindingSubject {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly fields: Finding['fields'];
  readonly evidence: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

/** The one place that has words for a finding. */
export function describeFinding({ code, severity, subject, fields, evidence }: Finding): DescribedFinding {
  const { say, remedy } = vocabulary[code] as FindingRow<object>;
  const name = subject.node ?? subject.datacenter;
  const words = say(fields, subject);
  return {
    code,
    severity,
    ...subject,
    fields,
    evidence,
    message: name === null ? words : `${name}: ${words}`,
    remedy: remedy(fields, subject),
  };
}
