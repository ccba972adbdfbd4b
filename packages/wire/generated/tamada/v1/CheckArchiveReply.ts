// Original file: proto/tamada/v1/agent.proto


export interface CheckArchiveReply {
  'segment'?: (string);
  'tookMs'?: (number | string);
}

export interface CheckArchiveReply__Output {
  'segment': (string);
  'tookMs': (number);
}
