// Original file: proto/tamada/v1/agent.proto


export interface HbaError {
  'line'?: (number);
  'words'?: (string);
}

export interface HbaError__Output {
  'line': (number);
  'words': (string);
}
