// Original file: proto/tamada/v1/agent.proto


export interface RebuildJob {
  'backup'?: (string);
}

export interface RebuildJob__Output {
  'backup': (string);
}
