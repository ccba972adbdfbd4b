// Original file: proto/tamada/v1/agent.proto


export interface ReadCatalogueRequest {
  'backup'?: (string);
}

export interface ReadCatalogueRequest__Output {
  'backup': (string);
}
