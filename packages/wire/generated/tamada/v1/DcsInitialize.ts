// Original file: proto/tamada/v1/agent.proto


export interface DcsInitialize {
  'systemId'?: (string);
  '_systemId'?: "systemId";
}

export interface DcsInitialize__Output {
  'systemId'?: (string);
  '_systemId'?: "systemId";
}
