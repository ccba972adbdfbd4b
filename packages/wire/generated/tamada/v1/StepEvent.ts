// Original file: proto/tamada/v1/agent.proto


export interface StepEvent {
  'kind'?: (string);
  'subject'?: (string);
  'note'?: (string);
}

export interface StepEvent__Output {
  'kind': (string);
  'subject': (string);
  'note': (string);
}
