// Original file: proto/tamada/v1/agent.proto


export interface HistoryEntry {
  'run'?: (string);
  'kind'?: (string);
  'atMs'?: (number | string);
  'json'?: (string);
}

export interface HistoryEntry__Output {
  'run': (string);
  'kind': (string);
  'atMs': (number);
  'json': (string);
}
