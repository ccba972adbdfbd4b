// Original file: proto/tamada/v1/agent.proto


export interface ClearStaleInitializeRequest {
}

export interface ClearStaleInitializeRequest__Output {
}
