import type { CommandRunner } from '@tamada/runtime';
import type { PackageManager } from './manager.ts';
import { runManager, packageStates, readVersions } from './manager.ts';
import { startsDeniedEnvironment } from './starts-denied.ts';

/** Nothing is asked; configuration files that somebody has changed stay as they are. */
const env = { DEBIAN_FRONTEND: 'noninteractive', UCF_FORCE_CONFFOLD: '1', NEEDRESTART_SUSPEND: '1', ...startsDeniedEnvironment };
const lock = ['-o', 'DPkg::Lock::Timeout=60'];
const keepOld = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];
const lookMs = 20_000;

export function makeApt(run: CommandRunner): PackageManager {
  return {
    async states(names) {
      if (names.length === 0) return [];
      const format = '--showformat=${Package}\t${Version}\t${db:Status-Status}\n';
      const [installed, policy] = await Promise.all([
        run(['dpkg-query', '--show', format, '--', ...names], { timeoutMs: lookMs }),
        run(['apt-cache', 'policy', '--', ...names], { timeoutMs: lookMs }),
      ]);
      return packageStates(names, readInstalled(installed.stdout), readCandidates(policy.stdout));
    },
    refresh: () => runManager(run, ['apt-get', 'update', '--quiet', ...lock], [], env),
    install: (names) =>
      runManager(
        run,
        ['apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', '--no-upgrade', ...lock, ...keepOld, '--', ...names],
        names,
        env,
      ),
  };
}

/** Lines of name, version and state; a package that was removed and left its configuration is not installed. */
export function readInstalled(lines: string): ReadonlyMap<string, string> {
  return readVersions(
    lines
      .split('\n')
      .filter((line) => line.endsWith('\tinstalled'))
      .join('\n'),
  );
}

/** `apt-cache policy`: a block per package that apt knows; `(none)` where it can only name it. */
export function readCandidates(policy: string): ReadonlyMap<string, string> {
  const blocks = policy.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (.*)$/gm);
  return new Map([...blocks].flatMap(([, name = '', candidate = '']) => (candidate === '(none)' ? [] : [[name, candidate] as const])));
}
