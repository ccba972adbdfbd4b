// Original file: proto/tamada/v1/agent.proto


export interface Damage {
  'what'?: (string);
  'name'?: (string);
  'words'?: (string);
}

export interface Damage__Output {
  'what': (string);
  'name': (string);
  'words': (string);
}
