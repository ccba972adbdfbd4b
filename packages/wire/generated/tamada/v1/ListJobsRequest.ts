// Original file: proto/tamada/v1/agent.proto


export interface ListJobsRequest {
  'most'?: (number);
}

export interface ListJobsRequest__Output {
  'most': (number);
}
