// Original file: proto/tamada/v1/agent.proto


export interface BackupDone {
  'id'?: (string);
  'damaged'?: (boolean);
  'source'?: (string);
}

export interface BackupDone__Output {
  'id': (string);
  'damaged': (boolean);
  'source': (string);
}
