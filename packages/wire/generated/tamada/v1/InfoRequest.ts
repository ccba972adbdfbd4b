// Original file: proto/tamada/v1/agent.proto


export interface InfoRequest {
}

export interface InfoRequest__Output {
}
