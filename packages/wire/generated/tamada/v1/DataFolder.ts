// Original file: proto/tamada/v1/agent.proto


/**
 * kind: folder | file | nothing (a link to what is not there). link_target is empty for what is no link.
 */
export interface DataFolder {
  'kind'?: (string);
  'linkTarget'?: (string);
  'mountPoint'?: (boolean);
  'fileSystem'?: (string);
  'owner'?: (string);
  /**
   * the first few
   */
  'names'?: (string)[];
}

/**
 * kind: folder | file | nothing (a link to what is not there). link_target is empty for what is no link.
 */
export interface DataFolder__Output {
  'kind': (string);
  'linkTarget': (string);
  'mountPoint': (boolean);
  'fileSystem': (string);
  'owner': (string);
  /**
   * the first few
   */
  'names': (string)[];
}
