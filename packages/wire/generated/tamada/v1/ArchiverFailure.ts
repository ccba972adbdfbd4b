// Original file: proto/tamada/v1/agent.proto


export interface ArchiverFailure {
  'segment'?: (string);
  'sinceMs'?: (number | string);
  'words'?: (string);
  'attempts'?: (number);
}

export interface ArchiverFailure__Output {
  'segment': (string);
  'sinceMs': (number);
  'words': (string);
  'attempts': (number);
}
