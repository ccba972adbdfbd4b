import { parseArgs } from 'node:util';
import type { Stage } from './stages.ts';

export const usage = `npm test -- [--only NAME[,NAME…]] [--from NAME] [--list]
  --only   just these stages
  --from   this stage and what follows
  --list   the names of all stages`;

export interface Options {
  readonly list: boolean;
  readonly chosen: readonly Stage[];
}

export function chooseStages(args: readonly string[], stages: readonly Stage[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, from: { type: 'string' }, list: { type: 'boolean', default: false } },
  });
  const position = (name: string): number => {
    const index = stages.findIndex((stage) => stage.name === name);
    if (index < 0) throw new RangeError(`There is no stage "${name}"; there are: ${stages.map((stage) => stage.name).join(', ')}.`);
    return index;
  };
  const only = values.only?.split(',').map(position);
  const from = values.from === undefined ? 0 : position(values.from);
  const chosen = stages.filter((stage, index) =>
    only ? only.includes(index) : index >= from && !(stage.kind === 'tests' && stage.onDemand && stage.name !== values.from),
  );
  return { list: values.list, chosen };
}
