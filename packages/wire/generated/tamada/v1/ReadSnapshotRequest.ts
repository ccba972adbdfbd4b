// Original file: proto/tamada/v1/agent.proto


export interface ReadSnapshotRequest {
  'managementToken'?: (string);
}

export interface ReadSnapshotRequest__Output {
  'managementToken': (string);
}
