// Original file: proto/tamada/v1/agent.proto


export interface SetDrainedRequest {
  'drained'?: (boolean);
  'forReboot'?: (boolean);
}

export interface SetDrainedRequest__Output {
  'drained': (boolean);
  'forReboot': (boolean);
}
