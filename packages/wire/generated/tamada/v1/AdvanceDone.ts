// Original file: proto/tamada/v1/agent.proto


export interface AdvanceDone {
  'lsn'?: (string);
  'atMs'?: (number | string);
  'xid'?: (string);
  'said'?: (string);
  '_atMs'?: "atMs";
  '_xid'?: "xid";
}

export interface AdvanceDone__Output {
  'lsn': (string);
  'atMs'?: (number);
  'xid'?: (string);
  'said': (string);
  '_atMs'?: "atMs";
  '_xid'?: "xid";
}
