// Original file: proto/tamada/v1/agent.proto


export interface BundleDirectory {
  'path'?: (string);
  'program'?: (string);
  'owner'?: (string);
  'group'?: (string);
  'mode'?: (number);
}

export interface BundleDirectory__Output {
  'path': (string);
  'program': (string);
  'owner': (string);
  'group': (string);
  'mode': (number);
}
