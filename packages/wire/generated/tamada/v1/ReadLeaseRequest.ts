// Original file: proto/tamada/v1/agent.proto


export interface ReadLeaseRequest {
}

export interface ReadLeaseRequest__Output {
}
