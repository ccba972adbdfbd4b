// Original file: proto/tamada/v1/agent.proto


export interface DcsLeader {
  'name'?: (string);
  'session'?: (string);
  '_session'?: "session";
}

export interface DcsLeader__Output {
  'name': (string);
  'session'?: (string);
  '_session'?: "session";
}
