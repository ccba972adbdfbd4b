// Original file: proto/tamada/v1/agent.proto


export interface CertificateStatus {
  'name'?: (string);
  'subject'?: (string);
  'notAfterMs'?: (number | string);
  'fingerprint'?: (string);
  /**
   * why it cannot be read
   */
  'problem'?: (string);
  '_subject'?: "subject";
  '_notAfterMs'?: "notAfterMs";
  '_fingerprint'?: "fingerprint";
  '_problem'?: "problem";
}

export interface CertificateStatus__Output {
  'name': (string);
  'subject'?: (string);
  'notAfterMs'?: (number);
  'fingerprint'?: (string);
  /**
   * why it cannot be read
   */
  'problem'?: (string);
  '_subject'?: "subject";
  '_notAfterMs'?: "notAfterMs";
  '_fingerprint'?: "fingerprint";
  '_problem'?: "problem";
}
