// Original file: proto/tamada/v1/agent.proto


export interface RebootRequest {
  'boot'?: (string);
}

export interface RebootRequest__Output {
  'boot': (string);
}
