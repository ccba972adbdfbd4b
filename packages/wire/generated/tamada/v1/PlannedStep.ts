// Original file: proto/tamada/v1/agent.proto


export interface PlannedStep {
  'kind'?: (string);
  'subject'?: (string);
  'reason'?: (string);
  'difference'?: (string);
}

export interface PlannedStep__Output {
  'kind': (string);
  'subject': (string);
  'reason': (string);
  'difference': (string);
}
