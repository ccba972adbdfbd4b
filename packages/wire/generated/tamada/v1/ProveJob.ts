// Original file: proto/tamada/v1/agent.proto


export interface ProveJob {
  'backup'?: (string);
  'query'?: (string);
  'database'?: (string);
}

export interface ProveJob__Output {
  'backup': (string);
  'query': (string);
  'database': (string);
}
