// Original file: proto/tamada/v1/agent.proto


export interface ChangeLeaderRequest {
  'to'?: (string);
}

export interface ChangeLeaderRequest__Output {
  'to': (string);
}
