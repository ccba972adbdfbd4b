// Original file: proto/tamada/v1/agent.proto


export interface InstallPackagesRequest {
  'packages'?: (string)[];
}

export interface InstallPackagesRequest__Output {
  'packages': (string)[];
}
