// Original file: proto/tamada/v1/agent.proto


export interface TablespaceGoal {
  'id'?: (string);
  'to'?: (string);
}

export interface TablespaceGoal__Output {
  'id': (string);
  'to': (string);
}
