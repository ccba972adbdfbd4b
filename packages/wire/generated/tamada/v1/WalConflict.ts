// Original file: proto/tamada/v1/agent.proto


export interface WalConflict {
  'segment'?: (string);
  'seenAtMs'?: (number | string);
  'words'?: (string);
}

export interface WalConflict__Output {
  'segment': (string);
  'seenAtMs': (number);
  'words': (string);
}
