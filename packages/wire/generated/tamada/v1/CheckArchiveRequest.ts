// Original file: proto/tamada/v1/agent.proto


export interface CheckArchiveRequest {
  'patienceMs'?: (number);
}

export interface CheckArchiveRequest__Output {
  'patienceMs': (number);
}
