// Original file: proto/tamada/v1/agent.proto


export interface ReadDumpRequest {
  'id'?: (string);
}

export interface ReadDumpRequest__Output {
  'id': (string);
}
