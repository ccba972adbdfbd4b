// Original file: proto/tamada/v1/agent.proto


export interface CertificateStatus {
  'name'?: (string);
  'subject'?: (string);
  'notAfterMs'?: (number | string);
  'fingerprint'?: (string);
}

export interface CertificateStatus__Output {
  'name': (string);
  'subject': (string);
  'notAfterMs': (number);
  'fingerprint': (string);
}
