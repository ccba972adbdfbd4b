// Original file: proto/tamada/v1/agent.proto


export interface ApplyDone {
  'changed'?: (boolean);
  'steps'?: (number);
  'generation'?: (number);
}

export interface ApplyDone__Output {
  'changed': (boolean);
  'steps': (number);
  'generation': (number);
}
