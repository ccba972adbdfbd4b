// Original file: proto/tamada/v1/agent.proto


export interface TimedResult {
  'id'?: (string);
  'state'?: (string);
  'endedAtMs'?: (number | string);
  'problem'?: (string);
  '_problem'?: "problem";
}

export interface TimedResult__Output {
  'id': (string);
  'state': (string);
  'endedAtMs': (number);
  'problem'?: (string);
  '_problem'?: "problem";
}
