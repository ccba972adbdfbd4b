// Original file: proto/tamada/v1/agent.proto


export interface Progress {
  'line'?: (string);
  'changed'?: (boolean);
  'done'?: (boolean);
}

export interface Progress__Output {
  'line': (string);
  'changed': (boolean);
  'done': (boolean);
}
