import { forVersion, platformTable } from '@tamada/core/platform';
import { programs } from '@tamada/core/facts';
import type { Facts, Platform, Program } from '@tamada/core/facts';
import type { CommandRunner } from '@tamada/runtime';

/** How a program is asked for its version. Some answer on stderr. */
const versionFlag: Readonly<Record<Program, string>> = {
  consul: 'version',
  patroni: '--version',
  postgres: '--version',
  haproxy: '-v',
  keepalived: '--version',
  pgbackrest: 'version',
  pg_probackup: '--version',
  // An option that it does not have: it says its version before it complains.
  sshd: '-V',
  delayed: '--version',
};

/** Versions of the programs that are installed; the others are left out. */
export async function programVersions(run: CommandRunner, platform: Platform, postgresVersion: number): Promise<Facts['programs']> {
  const asked = programs.map(async (program) => {
    const binary = forVersion(platformTable(platform).programs[program].binary, postgresVersion);
    return { program, version: await versionOf(run, binary, versionFlag[program]) };
  });
  return (await Promise.all(asked)).flatMap(({ program, version }) => (version === null ? [] : [{ program, version }]));
}

async function versionOf(run: CommandRunner, binary: string, flag: string): Promise<string | null> {
  try {
    const { stdout, stderr } = await run([binary, flag], { timeoutMs: 10_000, env: { CHECKPOINT_DISABLE: '1' } });
    return readVersion(`${stdout}\n${stderr}`);
  } catch {
    return null;
  }
}

/** The first version in a program's words: `Consul v1.8.7`, `postgres (PostgreSQL) 15.18 (Debian …)`, `HAProxy version 2.6.12-1+deb12u3`. */
export function readVersion(words: string): string | null {
  return /(?<![\d.])v?(\d+(?:\.\d+)+)/.exec(words)?.[1] ?? null;
}
