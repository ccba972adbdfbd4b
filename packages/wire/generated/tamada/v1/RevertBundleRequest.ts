// Original file: proto/tamada/v1/agent.proto


export interface RevertBundleRequest {
  'generation'?: (number);
  'why'?: (string);
}

export interface RevertBundleRequest__Output {
  'generation': (number);
  'why': (string);
}
