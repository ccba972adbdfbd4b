// Original file: proto/tamada/v1/agent.proto


export interface JobFailure {
  'code'?: (string);
  'problem'?: (string);
  'next'?: (string);
}

export interface JobFailure__Output {
  'code': (string);
  'problem': (string);
  'next': (string);
}
