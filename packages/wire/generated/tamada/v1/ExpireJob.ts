// Original file: proto/tamada/v1/agent.proto


export interface ExpireJob {
  'dryRun'?: (boolean);
}

export interface ExpireJob__Output {
  'dryRun': (boolean);
}
