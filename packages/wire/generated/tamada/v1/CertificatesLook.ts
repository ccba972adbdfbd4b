// Original file: proto/tamada/v1/agent.proto

import type { CertificateStatus as _tamada_v1_CertificateStatus, CertificateStatus__Output as _tamada_v1_CertificateStatus__Output } from '../../tamada/v1/CertificateStatus.ts';

export interface CertificatesLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_CertificateStatus)[];
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface CertificatesLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_CertificateStatus__Output)[];
  '_why'?: "why";
  '_problem'?: "problem";
}
