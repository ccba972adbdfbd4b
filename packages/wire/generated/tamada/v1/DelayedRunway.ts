// Original file: proto/tamada/v1/agent.proto


export interface DelayedRunway {
  'fromMs'?: (number | string);
  'toMs'?: (number | string);
}

export interface DelayedRunway__Output {
  'fromMs': (number);
  'toMs': (number);
}
