// Original file: proto/tamada/v1/agent.proto


export interface Tablespace {
  'id'?: (string);
  'place'?: (string);
}

export interface Tablespace__Output {
  'id': (string);
  'place': (string);
}
