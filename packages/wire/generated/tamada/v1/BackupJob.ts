// Original file: proto/tamada/v1/agent.proto


export interface BackupJob {
  'type'?: (string);
  'source'?: (string);
}

export interface BackupJob__Output {
  'type': (string);
  'source': (string);
}
