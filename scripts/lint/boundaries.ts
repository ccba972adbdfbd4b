import { repository } from '../repository.ts';
import { boundaryRules } from './boundary-rules.ts';
import { cruiseTree } from './cruise.ts';

const { modules, violations } = await cruiseTree(repository, ['packages', 'scripts', 'test']);
for (const { rule, from, to } of violations) {
  process.stdout.write(`${rule}: ${from} → ${to}\n  ${boundaryRules.find(({ name }) => name === rule)?.comment ?? ''}\n`);
}
process.stdout.write(`${modules} modules, ${violations.length} violations\n`);
// With a TypeScript that it does not understand, dependency-cruiser looks at nothing and is content.
if (violations.length > 0 || modules === 0) process.exitCode = 1;
