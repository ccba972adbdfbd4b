// Original file: proto/tamada/v1/agent.proto


export interface ConsulServer {
  'name'?: (string);
  'address'?: (string);
  'voter'?: (boolean);
  'leader'?: (boolean);
  'alive'?: (boolean);
  '_alive'?: "alive";
}

export interface ConsulServer__Output {
  'name': (string);
  'address': (string);
  'voter': (boolean);
  'leader': (boolean);
  'alive'?: (boolean);
  '_alive'?: "alive";
}
