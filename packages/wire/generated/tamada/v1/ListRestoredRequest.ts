// Original file: proto/tamada/v1/agent.proto


export interface ListRestoredRequest {
}

export interface ListRestoredRequest__Output {
}
