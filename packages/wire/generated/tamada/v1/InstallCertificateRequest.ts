// Original file: proto/tamada/v1/agent.proto


export interface InstallCertificateRequest {
  'name'?: (string);
  'certificate'?: (string);
  'authority'?: (string);
}

export interface InstallCertificateRequest__Output {
  'name': (string);
  'certificate': (string);
  'authority': (string);
}
