// Original file: proto/tamada/v1/agent.proto


export interface NetworkInterface {
  'name'?: (string);
  'address'?: (string);
  'prefixLength'?: (number);
}

export interface NetworkInterface__Output {
  'name': (string);
  'address': (string);
  'prefixLength': (number);
}
