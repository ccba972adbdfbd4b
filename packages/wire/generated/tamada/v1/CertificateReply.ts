// Original file: proto/tamada/v1/agent.proto


export interface CertificateReply {
  'signingRequest'?: (string);
}

export interface CertificateReply__Output {
  'signingRequest': (string);
}
