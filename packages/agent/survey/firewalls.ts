import { readOptional } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';

/** Names of firewalls that filter something. */
export async function activeFirewalls(run: CommandRunner, at: (path: string) => string): Promise<string[]> {
  const [firewalld, ufw, nftables] = await Promise.all([
    succeeds(run, ['systemctl', 'is-active', '--quiet', 'firewalld.service']),
    readOptional(at('/etc/ufw/ufw.conf')).then((text) => /^ENABLED=yes/m.test(text ?? '')),
    output(run, ['nft', '--stateless', 'list', 'ruleset']).then(filters),
  ]);
  return [...(firewalld ? ['firewalld'] : []), ...(ufw ? ['ufw'] : []), ...(nftables && !firewalld && !ufw ? ['nftables'] : [])];
}

/** Whether a ruleset could stop a packet: a chain that hooks into the packets' way, with a rule or a policy that is not accept. */
export function filters(ruleset: string): boolean {
  return /\bhook (?:input|output|forward|prerouting|ingress)\b/.test(ruleset) && /\b(?:drop|reject)\b/.test(ruleset);
}

async function succeeds(run: CommandRunner, argv: readonly [string, ...string[]]): Promise<boolean> {
  return run(argv, { timeoutMs: 3000 }).then(
    ({ code }) => code === 0,
    () => false,
  );
}

async function output(run: CommandRunner, argv: readonly [string, ...string[]]): Promise<string> {
  return run(argv, { timeoutMs: 3000 }).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
