import type { CommandRunner } from '@tamada/runtime';
import type { PackageManager } from './manager.ts';
import { runManager, packageStates, readVersions } from './manager.ts';

const lookMs = 60_000;

/** RHEL 9's dnf. Unverified: no lab runs it; its packages do not start or initialise anything, by the platform's own rules. */
export function makeDnf(run: CommandRunner): PackageManager {
  return {
    async states(names) {
      if (names.length === 0) return [];
      const [installed, available] = await Promise.all([
        run(['rpm', '--query', '--queryformat', '%{NAME}\t%{VERSION}-%{RELEASE}\n', '--', ...names], { timeoutMs: lookMs }),
        run(['dnf', 'repoquery', '--quiet', '--latest-limit=1', '--queryformat', '%{name}\t%{version}-%{release}\n', '--', ...names], {
          timeoutMs: lookMs,
        }),
      ]);
      return packageStates(names, readVersions(installed.stdout), readVersions(available.stdout));
    },
    refresh: () => runManager(run, ['dnf', 'makecache', '--quiet'], [], {}),
    install: (names) =>
      runManager(run, ['dnf', 'install', '--assumeyes', '--quiet', '--setopt=install_weak_deps=False', '--', ...names], names, {}),
  };
}
