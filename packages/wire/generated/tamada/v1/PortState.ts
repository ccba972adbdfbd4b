// Original file: proto/tamada/v1/agent.proto


export interface PortState {
  'port'?: (number);
  'protocol'?: (string);
  'state'?: (string);
  'holder'?: (string);
}

export interface PortState__Output {
  'port': (number);
  'protocol': (string);
  'state': (string);
  'holder': (string);
}
