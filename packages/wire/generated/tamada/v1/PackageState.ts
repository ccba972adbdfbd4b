// Original file: proto/tamada/v1/agent.proto


export interface PackageState {
  'name'?: (string);
  'version'?: (string);
  'candidate'?: (string);
}

export interface PackageState__Output {
  'name': (string);
  'version': (string);
  'candidate': (string);
}
