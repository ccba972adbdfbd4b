/** Every Debian package that a fresh machine needs for the lab and the tests, with the reason. */
export const debianPackages: Readonly<Record<string, string>> = {
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
