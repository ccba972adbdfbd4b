import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that can be found again: numbers are used again, number and start time are not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In clock ticks since the machine's start. */
  readonly startTime: string;
}

export function identify(pid: number): ProcessIdentity | null {
  const fields = statFields(pid);
  const startTime = fields?.[19];
  return startTime === undefined || fields?.[0] === 'Z' ? null : { pid, startTime };
}

export function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  return identify(pid)?.startTime === startTime;
}

/** Sends only to the very process. */
export function sendSignal(process_: ProcessIdentity, signal: NodeJS.Signals | number): void {
  if (!isRunning(process_)) return;
  try {
    process.kill(process_.pid, signal);
  } catch {
    // It ended in between.
  }
}

export function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function childrenOf(parent: number): readonly number[] {
  return allPids().filter((pid) => statFields(pid)?.[1] === String(parent));
}

/** Such as `net:[4026531840]`, null when the process is gone. */
export function namespaceIdOf(pid: number | 'self', kind: 'net' | 'pid'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return null;
  }
}

/** The fields after the program's name: state, parent, … (proc(5)). */
function statFields(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Mount points in the order in which they were mounted; one that was mounted over appears twice. */
export function mountPoints(): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => unescapeOctal(line.split(' ')[4] ?? ''));
}

function unescapeOctal(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
