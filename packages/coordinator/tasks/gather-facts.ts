import type { Facts } from '@tamada/core/facts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { writeFacts } from '../workspace/facts-store.ts';
import { persist } from './persist.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const gatherFacts: TaskExecutor<'gather_facts'> = async ({ node }, tools, control) => {
  const facts = await nodeFacts(node, tools, control);
  await writeFacts(tools.context.workspace, node, facts);
  const programs = facts.programs.map(({ program, version }) => `${program} ${version}`);
  const note = [`${facts.osName} ${facts.osVersion}`, ...programs].join(', ');
  return { changed: false, note, found: { facts: new Map([[node, facts]]) } };
};

/** A node's facts, as an earlier task found them: a small host needs seconds to find out the versions of its programs. */
export async function nodeFacts(node: string, tools: TaskTools, control: TaskControl): Promise<Facts> {
  const known = tools.found.facts.get(node) ?? null;
  if (known !== null) return known;
  return persist(() => tools.connections.client(node).getFacts({}, runCall(tools, control, deadlineMs)), control);
}
