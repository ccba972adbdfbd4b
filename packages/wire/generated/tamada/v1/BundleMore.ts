// Original file: proto/tamada/v1/agent.proto


export interface BundleMore {
  'content'?: (string);
}

export interface BundleMore__Output {
  'content': (string);
}
