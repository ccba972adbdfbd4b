// Original file: proto/tamada/v1/agent.proto


export interface SnapshotPart {
  'content'?: (Buffer | Uint8Array | string);
}

export interface SnapshotPart__Output {
  'content': (Buffer);
}
