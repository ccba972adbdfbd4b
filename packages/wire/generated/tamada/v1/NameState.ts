// Original file: proto/tamada/v1/agent.proto


export interface NameState {
  'name'?: (string);
  'present'?: (boolean);
}

export interface NameState__Output {
  'name': (string);
  'present': (boolean);
}
