// Original file: proto/tamada/v1/agent.proto


export interface ConfirmBundleRequest {
  'generation'?: (number);
}

export interface ConfirmBundleRequest__Output {
  'generation': (number);
}
