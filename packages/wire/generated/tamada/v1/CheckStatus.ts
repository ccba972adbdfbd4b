// Original file: proto/tamada/v1/agent.proto


export interface CheckStatus {
  /**
   * leader | haproxy
   */
  'subject'?: (string);
  /**
   * yes | no, empty where the check could not be run
   */
  'answer'?: (string);
  'asked'?: (string);
  'got'?: (string);
  /**
   * said | held | hold ended | nothing known, or why it could not be run
   */
  'why'?: (string);
  /**
   * how long it has been the answer; negative where nobody knows
   */
  'sinceMs'?: (number | string);
  /**
   * how long an answer counts while there is none
   */
  'holdMs'?: (number | string);
}

export interface CheckStatus__Output {
  /**
   * leader | haproxy
   */
  'subject': (string);
  /**
   * yes | no, empty where the check could not be run
   */
  'answer': (string);
  'asked': (string);
  'got': (string);
  /**
   * said | held | hold ended | nothing known, or why it could not be run
   */
  'why': (string);
  /**
   * how long it has been the answer; negative where nobody knows
   */
  'sinceMs': (number);
  /**
   * how long an answer counts while there is none
   */
  'holdMs': (number);
}
