import { chooseStages, usage } from './options.ts';
import { runStages } from './run-stages.ts';
import { stages } from './stages.ts';
import { summarize } from './summary.ts';

try {
  const { list, chosen } = chooseStages(process.argv.slice(2), stages);
  if (list) process.stdout.write(`${stages.map(({ name }) => name).join('\n')}\n`);
  else {
    const results = await runStages(chosen, (text) => process.stdout.write(text));
    process.stdout.write(summarize(results));
    if (results.some(({ outcome }) => outcome !== 'passed')) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exitCode = 2;
}
