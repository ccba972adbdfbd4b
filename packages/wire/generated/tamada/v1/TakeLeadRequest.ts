// Original file: proto/tamada/v1/agent.proto


export interface TakeLeadRequest {
}

export interface TakeLeadRequest__Output {
}
