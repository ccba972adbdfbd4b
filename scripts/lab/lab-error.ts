/** What went wrong in the lab, one line a code. */
export type LabErrorCode =
  /** The words on the command line mean nothing. */
  | 'usage'
  /** Not root. */
  | 'not-root'
  /** Another run holds the lock, or a lab of another folder uses the names. */
  | 'busy'
  /** The lab is up, and what was asked for needs it down. */
  | 'is-up'
  /** The lab is down, and what was asked for needs it up. */
  | 'is-down'
  /** The host is off, and what was asked for needs it on. */
  | 'host-is-off'
  /** No such checkpoint, or it stands on another base tree. */
  | 'no-checkpoint'
  /** Something else stands on the checkpoint. */
  | 'checkpoint-in-use'
  /** A program failed. */
  | 'program-failed'
  /** Something did not happen within its deadline. */
  | 'deadline'
  /** Interrupted by the caller. */
  | 'interrupted'
  /** The folder cannot hold a lab. */
  | 'bad-folder';

/** 1 failed, 2 usage, 3 refused. */
export const exitCodes: Readonly<Record<LabErrorCode, 1 | 2 | 3>> = {
  usage: 2,
  'not-root': 2,
  busy: 3,
  'is-up': 3,
  'is-down': 3,
  'host-is-off': 3,
  'no-checkpoint': 2,
  'checkpoint-in-use': 3,
  'program-failed': 1,
  deadline: 1,
  interrupted: 1,
  'bad-folder': 2,
};

export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;
  /** What the person can do, empty where the message says it. */
  readonly next: string;

  constructor(code: LabErrorCode, message: string, next = '') {
    super(message);
    this.code = code;
    this.next = next;
  }
}
