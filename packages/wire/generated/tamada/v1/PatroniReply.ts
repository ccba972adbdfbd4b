// Original file: proto/tamada/v1/agent.proto


export interface PatroniReply {
  'outcome'?: (string);
  'words'?: (string);
}

export interface PatroniReply__Output {
  'outcome': (string);
  'words': (string);
}
