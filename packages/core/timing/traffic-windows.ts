import type { KeepalivedTiming, ServerChecks, Timing } from './timing.ts';

/** The longest times, in milliseconds, that a client may see something other than it should. */
export interface TrafficWindows {
  /** A server that says no, or refuses, counts as up in rw. Answers of Patroni come on top. */
  readonly rwSaid: number;
  /** A server that says nothing counts as up in rw. */
  readonly rwSilent: number;
  /** The opposite: a leader that says nothing for less keeps its sessions and its VIP. */
  readonly silenceRidden: number;
  /** A standby that becomes synchronous, or the leader, counts as up in ro, from the moment its own Patroni says so. */
  readonly roSaid: number;
  /** A leader that runs has no VIP though its datacentre has one. */
  readonly vipToLeader: number;
  /** A VIP stays where HAProxy is stopped. */
  readonly vipOffStopped: number;
  /** A VIP stays where HAProxy is frozen. */
  readonly vipOffFrozen: number;
  /** A VIP answers nowhere after its host has died. */
  readonly vipOffDead: number;
}

/** VRRP lets a backup wait (256 - priority) / 256 s on top: of the lowest priority that we give, with a few to spare. */
const skewMs = 650;

export function trafficWindows(timing: Timing): TrafficWindows {
  const { haproxy, keepalived, check } = timing;
  const takeover = takeoverMs(keepalived);
  return {
    rwSaid: saidMs(haproxy.rw),
    rwSilent: silentMs(haproxy.rw),
    silenceRidden: Math.min(sessionSilenceMs(timing), vipSilenceMs(timing)),
    roSaid: saidMs(haproxy.ro),
    vipToLeader: 1000 * keepalived.checkInterval * keepalived.leader.rise + check.leader.timeoutMs + takeover,
    vipOffStopped: 1000 * keepalived.checkInterval * keepalived.haproxy.fall + skewMs,
    vipOffFrozen: check.haproxy.holdMs + 1000 * keepalived.checkInterval * keepalived.haproxy.fall + 2 * check.haproxy.timeoutMs + skewMs,
    vipOffDead: takeover,
  };
}

/** A backup that is preferred lets the master's adverts pass unheard until it counts as gone. */
function takeoverMs({ advertInterval, missingAdverts }: KeepalivedTiming): number {
  return 1000 * advertInterval * missingAdverts + skewMs;
}

/** How long a server that says no, or refuses, counts as up. */
export function saidMs({ intervalMs, fall }: ServerChecks): number {
  return fall * intervalMs;
}

function silentMs(checks: ServerChecks): number {
  return saidMs(checks) + checks.fall * checks.timeoutMs;
}

/** The shortest silence that costs a leader its sessions. */
export function sessionSilenceMs({ haproxy: { rw } }: Timing): number {
  return rw.fall * rw.timeoutMs + (rw.fall - 1) * rw.intervalMs;
}

/** The shortest silence that costs a leader its VIP: the hold counts from the last answer, up to a check earlier. */
export function vipSilenceMs({ check, keepalived }: Timing): number {
  return check.leader.holdMs - 1000 * keepalived.checkInterval;
}
