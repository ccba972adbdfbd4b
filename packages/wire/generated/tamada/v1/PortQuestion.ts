// Original file: proto/tamada/v1/agent.proto


export interface PortQuestion {
  'port'?: (number);
  'protocol'?: (string);
}

export interface PortQuestion__Output {
  'port': (number);
  'protocol': (string);
}
