import { nodePrograms, packagesOf } from '@tamada/core/platform';
import type { Task } from '@tamada/core/sequence';
import type { Executor, TaskControl } from '../runner/index.ts';
import { nodeFacts } from './node-facts.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 15 * 60_000;

export const installPackages: Executor<Extract<Task, { kind: 'install_packages' }>, TaskTools> = async ({ node }, tools, control) => {
  const { platform } = await nodeFacts(node, tools, control);
  const packages = packagesOf(nodePrograms(tools.topology, nodeNamed(tools.topology, node)), platform, tools.topology.postgres.version);
  if (packages.length === 0) return { changed: false, note: 'none are needed' };
  const changed = await persist(() => install(node, packages, tools, control), control);
  if (changed) tools.found.facts.delete(node);
  return { changed, note: changed ? '' : 'all are there' };
};

async function install(node: string, packages: readonly string[], tools: TaskTools, control: TaskControl): Promise<boolean> {
  let changed = false;
  for await (const event of tools.connections.client(node).installPackages({ packages }, runCall(tools, control, deadlineMs))) {
    if (event.line !== '') control.progress(event.line);
    changed = event.changed;
  }
  return changed;
}
