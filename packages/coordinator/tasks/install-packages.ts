import { rolePackages } from '@tamada/core/platform';
import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 15 * 60_000;

export const installPackages: Executor<Extract<Task, { kind: 'install_packages' }>, TaskTools> = async ({ node }, tools, control) => {
  const client = tools.connections.client(node);
  const facts = await persist(
    () => tools.connections.ask(node, (one, options) => one.getFacts({}, { ...options, deadlineMs: 10_000 })),
    control,
  );
  const packages = rolePackages(nodeNamed(tools.topology, node).role, facts.platform, tools.topology.postgres.version);
  if (packages.length === 0) return { changed: false, note: 'none are needed' };
  const changed = await persist(async () => {
    let done = false;
    for await (const progress of client.installPackages({ packages }, runCall(tools, control, deadlineMs))) {
      if (progress.line !== '') control.progress(progress.line);
      done = progress.changed;
    }
    return done;
  }, control);
  return { changed, note: changed ? '' : 'all are there' };
};
