// Original file: proto/tamada/v1/agent.proto


export interface LetGo {
  'first'?: (string);
  'files'?: (number);
}

export interface LetGo__Output {
  'first': (string);
  'files': (number);
}
