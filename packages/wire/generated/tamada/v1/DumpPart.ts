// Original file: proto/tamada/v1/agent.proto


export interface DumpPart {
  'content'?: (Buffer | Uint8Array | string);
}

export interface DumpPart__Output {
  'content': (Buffer);
}
