import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { writeFacts } from '../workspace/facts-store.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const gatherFacts: Executor<Extract<Task, { kind: 'gather_facts' }>, TaskTools> = async ({ node }, tools, control) => {
  const client = tools.connections.client(node);
  const facts = await persist(() => client.getFacts({}, runCall(tools, control, deadlineMs)), control);
  tools.found.facts.set(node, facts);
  await writeFacts(tools.context.workspace, node, facts);
  const programs = facts.programs.map(({ program, version }) => `${program} ${version}`);
  return { changed: false, note: [`${facts.osName} ${facts.osVersion}`, ...programs].join(', ') };
};
