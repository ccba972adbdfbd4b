// Original file: proto/tamada/v1/agent.proto


export interface ConsulLeader {
  'address'?: (string);
  'name'?: (string);
  '_name'?: "name";
}

export interface ConsulLeader__Output {
  'address': (string);
  'name'?: (string);
  '_name'?: "name";
}
