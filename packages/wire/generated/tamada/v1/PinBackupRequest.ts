// Original file: proto/tamada/v1/agent.proto


export interface PinBackupRequest {
  'backup'?: (string);
  'untilMs'?: (number | string);
}

export interface PinBackupRequest__Output {
  'backup': (string);
  'untilMs': (number);
}
