// Original file: proto/tamada/v1/agent.proto


export interface ControlDelayedRequest {
  'action'?: (string);
}

export interface ControlDelayedRequest__Output {
  'action': (string);
}
