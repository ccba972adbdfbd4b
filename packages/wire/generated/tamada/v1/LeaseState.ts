// Original file: proto/tamada/v1/agent.proto


export interface LeaseState {
  'run'?: (string);
  'holder'?: (string);
  'fence'?: (number | string);
}

export interface LeaseState__Output {
  'run': (string);
  'holder': (string);
  'fence': (number);
}
