// Original file: proto/tamada/v1/agent.proto


export interface PushedWal {
  'timeline'?: (number);
  'upTo'?: (string);
}

export interface PushedWal__Output {
  'timeline': (number);
  'upTo': (string);
}
