// Original file: proto/tamada/v1/agent.proto


export interface CertificateRequest {
  'name'?: (string);
  'dnsNames'?: (string)[];
  'ipAddresses'?: (string)[];
}

export interface CertificateRequest__Output {
  'name': (string);
  'dnsNames': (string)[];
  'ipAddresses': (string)[];
}
