// Original file: proto/tamada/v1/agent.proto


export interface AdoptMemberRequest {
  'restore'?: (string);
}

export interface AdoptMemberRequest__Output {
  'restore': (string);
}
