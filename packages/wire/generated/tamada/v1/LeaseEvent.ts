// Original file: proto/tamada/v1/agent.proto


export interface LeaseEvent {
  'fence'?: (number | string);
}

export interface LeaseEvent__Output {
  'fence': (number);
}
