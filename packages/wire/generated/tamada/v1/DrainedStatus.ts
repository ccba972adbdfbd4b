// Original file: proto/tamada/v1/agent.proto


export interface DrainedStatus {
  'sinceMs'?: (number | string);
  'rebootFrom'?: (string);
  '_rebootFrom'?: "rebootFrom";
}

export interface DrainedStatus__Output {
  'sinceMs': (number);
  'rebootFrom'?: (string);
  '_rebootFrom'?: "rebootFrom";
}
