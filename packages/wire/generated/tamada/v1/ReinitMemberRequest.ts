// Original file: proto/tamada/v1/agent.proto


export interface ReinitMemberRequest {
}

export interface ReinitMemberRequest__Output {
}
