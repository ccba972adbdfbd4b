// Original file: proto/tamada/v1/agent.proto


export interface PromoteDelayedRequest {
}

export interface PromoteDelayedRequest__Output {
}
