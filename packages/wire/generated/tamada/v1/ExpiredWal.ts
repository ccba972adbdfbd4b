// Original file: proto/tamada/v1/agent.proto


export interface ExpiredWal {
  'timeline'?: (number);
  'from'?: (string);
  'to'?: (string);
  'whole'?: (boolean);
}

export interface ExpiredWal__Output {
  'timeline': (number);
  'from': (string);
  'to': (string);
  'whole': (boolean);
}
