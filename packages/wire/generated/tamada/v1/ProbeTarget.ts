// Original file: proto/tamada/v1/agent.proto


export interface ProbeTarget {
  'node'?: (string);
  'address'?: (string);
  'port'?: (number);
  'protocol'?: (string);
}

export interface ProbeTarget__Output {
  'node': (string);
  'address': (string);
  'port': (number);
  'protocol': (string);
}
