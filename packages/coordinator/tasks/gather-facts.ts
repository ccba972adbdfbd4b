import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { writeFacts } from '../workspace/facts-store.ts';
import { nodeFacts } from './node-facts.ts';
import type { TaskTools } from './tools.ts';

export const gatherFacts: Executor<Extract<Task, { kind: 'gather_facts' }>, TaskTools> = async ({ node }, tools, control) => {
  const facts = await nodeFacts(node, tools, control);
  await writeFacts(tools.context.workspace, node, facts);
  const programs = facts.programs.map(({ program, version }) => `${program} ${version}`);
  return { changed: false, note: [`${facts.osName} ${facts.osVersion}`, ...programs].join(', ') };
};
