// Original file: proto/tamada/v1/agent.proto


export interface RestartMemberRequest {
  'onlyIfPending'?: (boolean);
}

export interface RestartMemberRequest__Output {
  'onlyIfPending': (boolean);
}
