// Original file: proto/tamada/v1/agent.proto


export interface DcsConfig {
  'index'?: (number | string);
  'json'?: (string);
}

export interface DcsConfig__Output {
  'index': (number);
  'json': (string);
}
