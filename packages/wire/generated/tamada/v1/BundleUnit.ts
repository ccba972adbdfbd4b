// Original file: proto/tamada/v1/agent.proto


export interface BundleUnit {
  'name'?: (string);
  'program'?: (string);
  'running'?: (boolean);
  'enabled'?: (boolean);
}

export interface BundleUnit__Output {
  'name': (string);
  'program': (string);
  'running': (boolean);
  'enabled': (boolean);
}
