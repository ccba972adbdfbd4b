// Original file: proto/tamada/v1/agent.proto


export interface ReadCatalogueRequest {
}

export interface ReadCatalogueRequest__Output {
}
