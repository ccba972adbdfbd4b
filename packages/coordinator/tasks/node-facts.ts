import type { Facts } from '@tamada/core/facts';
import type { TaskControl } from '../runner/index.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

/** A node's facts; it is asked once, because finding out the programs' versions takes seconds on a small host. */
export async function nodeFacts(node: string, tools: TaskTools, control: TaskControl): Promise<Facts> {
  const known = tools.found.facts.get(node);
  if (known !== undefined) return known;
  const facts = await persist(() => tools.connections.client(node).getFacts({}, runCall(tools, control, deadlineMs)), control);
  tools.found.facts.set(node, facts);
  return facts;
}
