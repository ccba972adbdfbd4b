// Original file: proto/tamada/v1/agent.proto


export interface ChangeReply {
  'changed'?: (boolean);
  'changes'?: (string)[];
}

export interface ChangeReply__Output {
  'changed': (boolean);
  'changes': (string)[];
}
