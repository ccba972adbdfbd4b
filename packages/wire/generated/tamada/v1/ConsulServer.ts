// Original file: proto/tamada/v1/agent.proto


export interface ConsulServer {
  'name'?: (string);
  'address'?: (string);
  'voter'?: (boolean);
  'leader'?: (boolean);
  'alive'?: (boolean);
}

export interface ConsulServer__Output {
  'name': (string);
  'address': (string);
  'voter': (boolean);
  'leader': (boolean);
  'alive': (boolean);
}
