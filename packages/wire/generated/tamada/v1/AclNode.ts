// Original file: proto/tamada/v1/agent.proto


export interface AclNode {
  'name'?: (string);
  'role'?: (string);
}

export interface AclNode__Output {
  'name': (string);
  'role': (string);
}
