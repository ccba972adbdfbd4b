// Original file: proto/tamada/v1/agent.proto


export interface SessionsReply {
  'clients'?: (number);
  'inTransaction'?: (number);
  'longestSeconds'?: (number | string);
  'prepared'?: (number);
}

export interface SessionsReply__Output {
  'clients': (number);
  'inTransaction': (number);
  'longestSeconds': (number);
  'prepared': (number);
}
