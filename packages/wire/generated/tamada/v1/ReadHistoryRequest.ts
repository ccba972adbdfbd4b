// Original file: proto/tamada/v1/agent.proto


export interface ReadHistoryRequest {
  'most'?: (number);
}

export interface ReadHistoryRequest__Output {
  'most': (number);
}
