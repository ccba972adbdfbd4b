// Original file: proto/tamada/v1/agent.proto


export interface WatchStatusRequest {
  'intervalMs'?: (number);
  'patienceMs'?: (number);
}

export interface WatchStatusRequest__Output {
  'intervalMs': (number);
  'patienceMs': (number);
}
