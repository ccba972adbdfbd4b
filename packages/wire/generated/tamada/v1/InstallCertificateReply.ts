// Original file: proto/tamada/v1/agent.proto


export interface InstallCertificateReply {
  'changed'?: (boolean);
  'notAfterMs'?: (number | string);
}

export interface InstallCertificateReply__Output {
  'changed': (boolean);
  'notAfterMs': (number);
}
