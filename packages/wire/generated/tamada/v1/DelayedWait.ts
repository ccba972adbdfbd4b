// Original file: proto/tamada/v1/agent.proto


export interface DelayedWait {
  'segment'?: (string);
  'sinceMs'?: (number | string);
  'hole'?: (boolean);
}

export interface DelayedWait__Output {
  'segment': (string);
  'sinceMs': (number);
  'hole': (boolean);
}
