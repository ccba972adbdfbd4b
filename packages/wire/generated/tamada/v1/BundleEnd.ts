// Original file: proto/tamada/v1/agent.proto


export interface BundleEnd {
  'parts'?: (number);
}

export interface BundleEnd__Output {
  'parts': (number);
}
