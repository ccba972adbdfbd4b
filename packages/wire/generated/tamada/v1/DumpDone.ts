// Original file: proto/tamada/v1/agent.proto


export interface DumpDone {
  'path'?: (string);
  'bytes'?: (number | string);
}

export interface DumpDone__Output {
  'path': (string);
  'bytes': (number);
}
