// Original file: proto/tamada/v1/agent.proto


export interface UnitStatus {
  'name'?: (string);
  'active'?: (string);
  'sub'?: (string);
  'enabled'?: (boolean);
  'invocationId'?: (string);
  'restarts'?: (number);
}

export interface UnitStatus__Output {
  'name': (string);
  'active': (string);
  'sub': (string);
  'enabled': (boolean);
  'invocationId': (string);
  'restarts': (number);
}
