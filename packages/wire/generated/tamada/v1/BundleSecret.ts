// Original file: proto/tamada/v1/agent.proto


export interface BundleSecret {
  'name'?: (string);
  'value'?: (string);
}

export interface BundleSecret__Output {
  'name': (string);
  'value': (string);
}
