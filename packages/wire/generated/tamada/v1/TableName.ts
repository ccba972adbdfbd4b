// Original file: proto/tamada/v1/agent.proto


export interface TableName {
  'schema'?: (string);
  'name'?: (string);
}

export interface TableName__Output {
  'schema': (string);
  'name': (string);
}
