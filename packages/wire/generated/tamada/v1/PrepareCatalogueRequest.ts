// Original file: proto/tamada/v1/agent.proto


export interface PrepareCatalogueRequest {
}

export interface PrepareCatalogueRequest__Output {
}
