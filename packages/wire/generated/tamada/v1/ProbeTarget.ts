// Original file: proto/tamada/v1/agent.proto


/**
 * Protocols as in PortQuestion, and arp: whether anybody on the segment answers for the address (its port is 0, its node empty).
 */
export interface ProbeTarget {
  'node'?: (string);
  'address'?: (string);
  'port'?: (number);
  'protocol'?: (string);
}

/**
 * Protocols as in PortQuestion, and arp: whether anybody on the segment answers for the address (its port is 0, its node empty).
 */
export interface ProbeTarget__Output {
  'node': (string);
  'address': (string);
  'port': (number);
  'protocol': (string);
}
