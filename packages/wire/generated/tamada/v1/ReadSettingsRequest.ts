// Original file: proto/tamada/v1/agent.proto


export interface ReadSettingsRequest {
  'names'?: (string)[];
}

export interface ReadSettingsRequest__Output {
  'names': (string)[];
}
