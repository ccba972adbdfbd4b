// Original file: proto/tamada/v1/agent.proto


export interface Database {
  'name'?: (string);
  'owner'?: (string);
}

export interface Database__Output {
  'name': (string);
  'owner': (string);
}
