// Original file: proto/tamada/v1/agent.proto


export interface EnsureAclRequest {
}

export interface EnsureAclRequest__Output {
}
