// Original file: proto/tamada/v1/agent.proto


export interface RemoveRestoredRequest {
  'directory'?: (string);
}

export interface RemoveRestoredRequest__Output {
  'directory': (string);
}
