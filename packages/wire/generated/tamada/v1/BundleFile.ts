// Original file: proto/tamada/v1/agent.proto


export interface BundleFile {
  'path'?: (string);
  'program'?: (string);
  'owner'?: (string);
  'group'?: (string);
  'mode'?: (number);
  'content'?: (string);
}

export interface BundleFile__Output {
  'path': (string);
  'program': (string);
  'owner': (string);
  'group': (string);
  'mode': (number);
  'content': (string);
}
