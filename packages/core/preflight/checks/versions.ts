import { forVersion, nodePrograms, platformTable } from '@tamada/core/platform';
import type { Topology } from '@tamada/core/topology';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';

export const versions: Check = {
  name: 'versions',
  about: 'programs that are installed are new enough, and the backup tool is the same everywhere',
  ignorable: true,
  check: (input) => [
    ...answered(input).flatMap((report) => judgeVersions(report, input.topology)),
    ...judgeBackupTool(answered(input), input.topology),
  ],
};

/** It speaks with itself across hosts, and refuses another version of itself. */
function judgeBackupTool(reports: readonly AnsweredReport[], { backup }: Topology): readonly Judgement[] {
  if (backup === null) return [];
  const { tool } = backup;
  const found = reports.flatMap(({ node, facts }) => {
    const version = facts.programs.find(({ program }) => program === tool)?.version;
    return version === undefined || node.role === 'witness' ? [] : [{ node, version }];
  });
  const host = found.find(({ node }) => node.role === 'backup');
  return found
    .filter(({ version }) => host !== undefined && version !== host.version)
    .map(({ node, version }) =>
      fail(
        node.name,
        `${tool} ${version} is another one than ${host?.node.name ?? ''} has, ${host?.version ?? ''}`,
        'install one version on both',
      ),
    );
}

function judgeVersions({ node, facts }: AnsweredReport, topology: Topology): readonly Judgement[] {
  const wanted = nodePrograms(topology, node);
  const installed = facts.programs.filter(({ program }) => wanted.includes(program));
  const table = platformTable(facts.platform).programs;
  const old = installed.flatMap(({ program, version }) => {
    const least = forVersion(table[program].leastVersion, topology.postgres.version);
    if (isAtLeast(version, least)) return [];
    return [fail(node.name, `${program} ${version} is too old`, `install ${least} or newer`)];
  });
  if (old.length > 0 || installed.length === 0) return old;
  return [pass(node.name, installed.map(({ program, version }) => `${program} ${version}`).join(', '))];
}

export const platform: Check = {
  name: 'platform',
  about: 'an operating system that we know',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, facts }) => {
      const { leastOsVersion } = platformTable(facts.platform);
      const system = `${facts.osName} ${facts.osVersion} on ${facts.arch}`;
      if (facts.arch !== 'x64') return fail(node.name, `${system} is not supported`, 'use an x86_64 host');
      if (facts.platform === 'debian' && !facts.osName.startsWith('Debian'))
        return warn(node.name, `${system} is like Debian, but nothing was ever tried on it`, 'use Debian 12, which the lab runs');
      return isAtLeast(facts.osVersion, String(leastOsVersion))
        ? pass(node.name, system)
        : fail(node.name, `${system} is too old`, `use release ${String(leastOsVersion)} or newer`);
    }),
};

/** Compares versions of digits and dots; what follows the digits (`15.18-0+deb12u1`) and an epoch (`1:`) does not count. */
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [numbers(version), numbers(least)];
  for (let index = 0; index < Math.max(have.length, want.length); index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): readonly number[] {
  const digits = /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '';
  return digits === '' ? [] : digits.split('.').map(Number);
}
