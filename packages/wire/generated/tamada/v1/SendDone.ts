// Original file: proto/tamada/v1/agent.proto


export interface SendDone {
  'backup'?: (string);
  'directory'?: (string);
}

export interface SendDone__Output {
  'backup': (string);
  'directory': (string);
}
