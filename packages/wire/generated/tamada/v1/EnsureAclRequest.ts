// Original file: /work/main/proto/tamada/v1/agent.proto


export interface EnsureAclRequest {
}

export interface EnsureAclRequest__Output {
}
