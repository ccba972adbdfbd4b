// Original file: proto/tamada/v1/agent.proto


export interface DiskState {
  'path'?: (string);
  'totalBytes'?: (number | string);
  'freeBytes'?: (number | string);
  'fsyncMs'?: (number | string);
}

export interface DiskState__Output {
  'path': (string);
  'totalBytes': (number);
  'freeBytes': (number);
  'fsyncMs': (number);
}
