// Original file: proto/tamada/v1/agent.proto


export interface ReadSessionsRequest {
}

export interface ReadSessionsRequest__Output {
}
