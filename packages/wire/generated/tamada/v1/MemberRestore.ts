// Original file: proto/tamada/v1/agent.proto


/**
 * state: none (this restore has done nothing here) | emptied | recovered | adopted
 */
export interface MemberRestore {
  'state'?: (string);
  'changed'?: (boolean);
  'changes'?: (string)[];
}

/**
 * state: none (this restore has done nothing here) | emptied | recovered | adopted
 */
export interface MemberRestore__Output {
  'state': (string);
  'changed': (boolean);
  'changes': (string)[];
}
