// Original file: proto/tamada/v1/agent.proto


export interface StatusRequest {
}

export interface StatusRequest__Output {
}
