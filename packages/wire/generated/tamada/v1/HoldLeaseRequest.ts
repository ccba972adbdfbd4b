// Original file: proto/tamada/v1/agent.proto


export interface HoldLeaseRequest {
  'run'?: (string);
  'holder'?: (string);
}

export interface HoldLeaseRequest__Output {
  'run': (string);
  'holder': (string);
}
