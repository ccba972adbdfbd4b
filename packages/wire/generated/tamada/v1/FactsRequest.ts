// Original file: proto/tamada/v1/agent.proto


export interface FactsRequest {
}

export interface FactsRequest__Output {
}
