// Original file: proto/tamada/v1/agent.proto


export interface BackupDisk {
  /**
   * catalogue | delayed replica
   */
  'holds'?: (string)[];
  'path'?: (string);
  'freeBytes'?: (number | string);
  'totalBytes'?: (number | string);
  /**
   * at the rate of the last days; not set where it does not fill, or was not watched for long enough
   */
  'fullInSeconds'?: (number | string);
  '_fullInSeconds'?: "fullInSeconds";
}

export interface BackupDisk__Output {
  /**
   * catalogue | delayed replica
   */
  'holds': (string)[];
  'path': (string);
  'freeBytes': (number);
  'totalBytes': (number);
  /**
   * at the rate of the last days; not set where it does not fill, or was not watched for long enough
   */
  'fullInSeconds'?: (number);
  '_fullInSeconds'?: "fullInSeconds";
}
