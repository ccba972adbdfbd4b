// Original file: proto/tamada/v1/agent.proto


export interface WalHole {
  'from'?: (string);
  'to'?: (string);
}

export interface WalHole__Output {
  'from': (string);
  'to': (string);
}
