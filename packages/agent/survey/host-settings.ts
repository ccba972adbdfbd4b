import { access } from 'node:fs/promises';
import type { Survey } from '@tamada/core/preflight';
import type { Argv, CommandRunner } from '@tamada/runtime';
import { readOptional } from '@tamada/runtime';

/** Whether the clock follows a reference: systemd says so, else chrony. */
export async function clockState(run: CommandRunner): Promise<Survey['clock']> {
  const systemd = await wordsOf(run, ['timedatectl', 'show', '--property=NTPSynchronized', '--value']);
  if (systemd.trim() === 'yes') return 'synchronised';
  const chrony = /^Leap status\s*:\s*(.+)$/m.exec(await wordsOf(run, ['chronyc', '-n', 'tracking']))?.[1];
  if (chrony !== undefined) return chrony.trim() === 'Not synchronised' ? 'unsynchronised' : 'synchronised';
  return systemd.trim() === 'no' ? 'unsynchronised' : 'unknown';
}

/** What a program says; empty where it fails, is missing or takes too long. */
export async function wordsOf(run: CommandRunner, argv: Argv): Promise<string> {
  return run(argv, { timeoutMs: 5000 }).then(
    ({ code, stdout }) => (code === 0 ? stdout : ''),
    () => '',
  );
}

/** SELinux as the kernel says; `disabled` where the system has it and does not use it. */
export async function selinuxState(at: (path: string) => string): Promise<Survey['selinux']> {
  const enforce = await readOptional(at('/sys/fs/selinux/enforce'));
  if (enforce !== null) return enforce.trim() === '1' ? 'enforcing' : 'permissive';
  return (await readOptional(at('/etc/selinux/config'))) === null ? 'absent' : 'disabled';
}

/** Whether Patroni's user could open the watchdog. Never opened here: that would start it. */
export async function watchdogState(run: CommandRunner, device: string, user: string): Promise<Survey['watchdog']> {
  try {
    await access(device);
  } catch {
    return 'absent';
  }
  const { code } = await run(['runuser', '--user', user, '--', 'test', '-w', device], { timeoutMs: 3000 });
  return code === 0 ? 'present' : 'inaccessible';
}

/** Which locales the system has, however it spells their encodings. */
export async function localeStates(run: CommandRunner, names: readonly string[]): Promise<Survey['locales']> {
  const { stdout } = await run(['locale', '-a'], { timeoutMs: 5000 });
  const known = new Set(stdout.split('\n').map(normalLocale));
  return names.map((name) => ({ name, present: known.has(normalLocale(name)) }));
}

/** `en_US.UTF-8` and `en_US.utf8` are one locale, as PostgreSQL and glibc see it. */
export function normalLocale(name: string): string {
  const [language = '', encoding] = name.trim().split('.');
  return encoding === undefined ? language : `${language}.${encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
}

/** Names of firewalls that filter something. */
export async function activeFirewalls(run: CommandRunner, at: (path: string) => string): Promise<string[]> {
  const [firewalld, ufw, nftables] = await Promise.all([
    succeeds(run, ['systemctl', 'is-active', '--quiet', 'firewalld.service']),
    readOptional(at('/etc/ufw/ufw.conf')).then((text) => /^ENABLED=yes/m.test(text ?? '')),
    wordsOf(run, ['nft', '--stateless', 'list', 'ruleset']).then(filters),
  ]);
  return [...(firewalld ? ['firewalld'] : []), ...(ufw ? ['ufw'] : []), ...(nftables && !firewalld && !ufw ? ['nftables'] : [])];
}

/** Whether a ruleset could stop a packet: a chain that hooks into the packets' way, with a rule or a policy that is not accept. */
export function filters(ruleset: string): boolean {
  return /\bhook (?:input|output|forward|prerouting|ingress)\b/.test(ruleset) && /\b(?:drop|reject)\b/.test(ruleset);
}

async function succeeds(run: CommandRunner, argv: Argv): Promise<boolean> {
  return run(argv, { timeoutMs: 3000 }).then(
    ({ code }) => code === 0,
    () => false,
  );
}
