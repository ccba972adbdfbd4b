// Original file: proto/tamada/v1/agent.proto


export interface ProgramVersion {
  'program'?: (string);
  'version'?: (string);
}

export interface ProgramVersion__Output {
  'program': (string);
  'version': (string);
}
