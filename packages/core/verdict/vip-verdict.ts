import type { VipCandidate } from './vip-candidate.ts';

/** The contest's outcome in words. `doubtful`: hosts that nobody knows about and that could win it. */
export function vipVerdict(
  hosts: readonly VipCandidate[],
  holders: readonly string[],
  expected: string | null,
  doubtful: readonly VipCandidate[],
): string {
  const [holder] = holders;
  if (holders.length > 1) {
    const causes =
      'they do not hear each other (look at IP protocol 112 between them), or keepalived is frozen or the address added by hand';
    return `${holders.join(' and ')} hold it at once: ${causes} on one of them`;
  }
  if (holder === undefined) return judgeUnheld(hosts, expected, doubtful);
  const own = hosts.find(({ name }) => name === holder);
  if (own === undefined) return `${holder} holds it, which is not one of its hosts: remove the address there`;
  if (holder === expected) return `${holder} holds it, as it should: no other host has a higher priority`;
  if (own.may === 'unknown') return `${holder} holds it, rightly or not: ${own.why}`;
  const words = own.priority === null ? 'which may not' : `with a priority of ${String(own.priority)}`;
  if (doubtful.length > 0) return `${holder} holds it, ${words}; ${doubts(doubtful)}`;
  if (expected === null) return `${holder} holds it, though no host may`;
  const wanted = hosts.find(({ name }) => name === expected)?.priority ?? 0;
  return `${holder} holds it, ${words}; ${expected} should, with ${String(wanted)}, and takes it within seconds if VRRP passes between them`;
}

function judgeUnheld(hosts: readonly VipCandidate[], expected: string | null, doubtful: readonly VipCandidate[]): string {
  const silent = hosts.filter(({ holds }) => holds === null).map(({ name }) => name);
  if (silent.length > 0) return `nobody that answers holds it; ${silent.join(' and ')} may, and cannot be asked`;
  if (doubtful.length > 0) return `nobody holds it; ${doubts(doubtful)}`;
  return expected === null
    ? 'nobody holds it, and no host may'
    : `nobody holds it, ${expected} should: its keepalived takes it within seconds, or \`journalctl -u keepalived\` there says why not`;
}

function doubts(doubtful: readonly VipCandidate[]): string {
  return doubtful.map(({ name, why }) => `perhaps ${name} should: ${why}`).join('; ');
}
