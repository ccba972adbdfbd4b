import { spawnSync } from 'node:child_process';
import { debianPackages } from './list.ts';

/** The packages of the list that are not installed. */
function missingPackages(): readonly string[] {
  const names = Object.keys(debianPackages);
  const query = spawnSync('dpkg-query', ['--show', '--showformat', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' });
  if (query.error) throw new Error('This is no Debian: the lab and its tests need Debian 12');
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** Installs what is missing. What apt says goes to stderr. */
export function ensureDebianPackages(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) throw new Error(`Debian packages are missing. As root: ${command.join(' ')}`);
  process.stderr.write(`Installing Debian packages: ${missing.join(' ')} …\n`);
  apt(['update', '--quiet']);
  apt(command.slice(1));
}

function apt(words: readonly string[]): void {
  const { status } = spawnSync('apt-get', ['--option', 'DPkg::Lock::Timeout=300', ...words], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 900_000,
  });
  if (status !== 0) throw new Error(`apt-get ${words.join(' ')} failed, see above. Check the network and run the same command again.`);
}
