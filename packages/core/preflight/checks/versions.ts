import { forVersion, platformTable, rolePrograms } from '@tamada/core/platform';
import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import { isAtLeast } from '../version-order.ts';

export const versions: Check = {
  name: 'versions',
  about: 'programs that are installed are new enough',
  ignorable: true,
  check: (input) => answered(input).flatMap((report) => judgeVersions(report, input.topology.postgres.version)),
};

function judgeVersions({ node, facts }: AnsweredReport, postgresVersion: number): readonly Judgement[] {
  const wanted = rolePrograms(node.role);
  const installed = facts.programs.filter(({ program }) => wanted.includes(program));
  const table = platformTable(facts.platform).programs;
  const old = installed.flatMap(({ program, version }) => {
    const least = forVersion(table[program].leastVersion, postgresVersion);
    if (isAtLeast(version, least)) return [];
    return [fail(node.name, `${program} ${version} is too old`, `install ${least} or newer`)];
  });
  if (old.length > 0 || installed.length === 0) return old;
  return [pass(node.name, installed.map(({ program, version }) => `${program} ${version}`).join(', '))];
}
