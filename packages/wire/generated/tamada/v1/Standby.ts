// Original file: proto/tamada/v1/agent.proto


export interface Standby {
  'name'?: (string);
  'state'?: (string);
  'syncState'?: (string);
}

export interface Standby__Output {
  'name': (string);
  'state': (string);
  'syncState': (string);
}
