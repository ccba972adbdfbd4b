// Original file: proto/tamada/v1/agent.proto


export interface Word {
  'is'?: (string);
  'text'?: (string);
}

export interface Word__Output {
  'is': (string);
  'text': (string);
}
