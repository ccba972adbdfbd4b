// Original file: proto/tamada/v1/agent.proto


export interface DatabaseRole {
  'name'?: (string);
  'password'?: (string);
  'options'?: (string)[];
}

export interface DatabaseRole__Output {
  'name': (string);
  'password': (string);
  'options': (string)[];
}
