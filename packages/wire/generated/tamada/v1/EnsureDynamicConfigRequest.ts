// Original file: proto/tamada/v1/agent.proto


export interface EnsureDynamicConfigRequest {
  'config'?: (string);
}

export interface EnsureDynamicConfigRequest__Output {
  'config': (string);
}
