import { forVersion, nodePrograms, platformTable } from '@tamada/core/platform';
import type { Topology } from '@tamada/core/topology';
import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import { isAtLeast } from '../version-order.ts';

export const versions: Check = {
  name: 'versions',
  about: 'programs that are installed are new enough',
  ignorable: true,
  check: (input) => answered(input).flatMap((report) => judgeVersions(report, input.topology)),
};

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
