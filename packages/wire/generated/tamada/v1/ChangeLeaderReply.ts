// Original file: proto/tamada/v1/agent.proto


export interface ChangeLeaderReply {
  'outcome'?: (string);
  'words'?: (string);
}

export interface ChangeLeaderReply__Output {
  'outcome': (string);
  'words': (string);
}
