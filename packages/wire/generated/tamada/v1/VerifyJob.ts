// Original file: proto/tamada/v1/agent.proto


export interface VerifyJob {
  'backup'?: (string);
}

export interface VerifyJob__Output {
  'backup': (string);
}
