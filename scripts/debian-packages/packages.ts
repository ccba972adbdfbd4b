import { tryProgram } from '../program.ts';

/** Every Debian package that a fresh machine needs for the lab and the tests, with the reason. */
const debianPackages: Readonly<Record<string, string>> = {
  'systemd-container': 'boots the hosts of the lab (systemd-nspawn)',
  debootstrap: 'makes the file tree below the hosts',
  'debian-archive-keyring': 'checks what debootstrap and apt download',
  'ca-certificates': 'downloads over HTTPS',
  iproute2: "the lab's networks",
  'iputils-ping': "looks from the operator's place whether a host answers",
  procps: 'kernel settings of a network namespace (sysctl)',
  mount: 'the layers of the file trees',
  'util-linux': 'entering namespaces, locks',
  python3: 'the relay that delays packets',
  curl: 'what the check is measured against',
  openssl: 'a second opinion on our certificates',
  gcc: 'compiles the check',
  'musl-tools': 'links the check to nothing but itself',
  'xz-utils': 'packs and unpacks the archive',
};

/** The packages of the list that are not installed. */
async function missingPackages(): Promise<readonly string[]> {
  const names = Object.keys(debianPackages);
  const query = tryProgram(['dpkg-query', '--show', '--showformat', '${Package} ${db:Status-Status}\n', ...names]);
  const { stdout } = await query.catch((error: unknown) => {
    throw new Error('This is not Debian: the lab and its tests need Debian 12', { cause: error });
  });
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** Installs what is missing. What apt says goes to stderr. */
export async function ensureDebianPackages(): Promise<void> {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  const command = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) throw new Error(`Debian packages are missing. As root: ${command.join(' ')}`);
  process.stderr.write(`Installing Debian packages: ${missing.join(' ')} …\n`);
  await apt(['update', '--quiet']);
  await apt(command.slice(1));
}

async function apt(words: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const argv = ['apt-get', '--option', 'DPkg::Lock::Timeout=300', ...words] as const;
  const { code } = await tryProgram(argv, { show: 'stderr', env, timeoutMs: 900_000 });
  if (code !== 0) throw new Error(`apt-get ${words.join(' ')} failed, see above. Check the network and run the same command again.`);
}
