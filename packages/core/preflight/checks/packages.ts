import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import { installCommand, missingPackages } from '../missing-packages.ts';

export const packages: Check = {
  name: 'packages',
  about: 'packages are installed, or can be',
  ignorable: false,
  check: (input) =>
    answered(input).flatMap((report) => judgePackages(report, input.topology.postgres.version, input.topology.packages === 'managed')),
};

function judgePackages({ node, facts, survey }: AnsweredReport, postgresVersion: number, managed: boolean): readonly Judgement[] {
  if (survey.packages.length === 0) return [];
  const missing = missingPackages(survey.packages, facts, postgresVersion);
  if (missing.length === 0) return [pass(node.name, 'all packages are installed')];
  const names = (which: typeof missing): string => which.map(({ name }) => name).join(', ');
  if (!managed) {
    const command = installCommand(
      missing.map(({ name }) => name),
      facts,
    );
    return [fail(node.name, `not installed: ${names(missing)}`, `run on ${node.name}: ${command}`)];
  }
  const nowhere = missing.filter(({ candidate }) => candidate === '');
  if (nowhere.length === 0) return [pass(node.name, `will be installed: ${names(missing)}`)];
  return [
    fail(
      node.name,
      `no repository has ${names(nowhere)}`,
      `add a repository that has it to ${node.name} and refresh its lists, or install it by hand`,
    ),
  ];
}
