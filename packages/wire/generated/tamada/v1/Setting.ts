// Original file: proto/tamada/v1/agent.proto


export interface Setting {
  'name'?: (string);
  'value'?: (string);
  'pendingRestart'?: (boolean);
}

export interface Setting__Output {
  'name': (string);
  'value': (string);
  'pendingRestart': (boolean);
}
