// Original file: proto/tamada/v1/agent.proto


/**
 * Where a file or folder of ours cannot be as it must be. problem: link | not_a_folder | not_a_file | closed | read_only | noexec
 */
export interface PlaceProblem {
  'path'?: (string);
  'at'?: (string);
  'problem'?: (string);
  'user'?: (string);
}

/**
 * Where a file or folder of ours cannot be as it must be. problem: link | not_a_folder | not_a_file | closed | read_only | noexec
 */
export interface PlaceProblem__Output {
  'path': (string);
  'at': (string);
  'problem': (string);
  'user': (string);
}
