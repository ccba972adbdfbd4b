import { TamadaError } from '@tamada/core/errors';
import type { Task } from '@tamada/core/sequence';
import { bundleParts, type BundleCargo } from '@tamada/wire';
import { bundleOf, cargo } from '../bundles/index.ts';
import { counted } from '../report/plural.ts';
import type { Executor, TaskControl, TaskResult } from '../runner/index.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 10 * 60_000;

export const applyBundle: Executor<Extract<Task, { kind: 'apply_bundle' }>, TaskTools> = ({ node, start }, tools, control) => {
  const { found, secrets, topology } = tools;
  const { role } = nodeNamed(topology, node);
  const load = cargo({ rendered: bundleOf(found.bundles, node), role, generation: found.generation, start, secrets });
  return persist(() => apply(node, load, tools, control), control);
};

async function apply(node: string, load: BundleCargo, tools: TaskTools, control: TaskControl): Promise<TaskResult> {
  const events = tools.connections.client(node).apply(bundleParts(load), runCall(tools, control, deadlineMs));
  for await (const { started, finished, done } of events) {
    if (started) control.progress(`${started.kind} ${started.subject}`.trim());
    if (finished && finished.note !== '') control.progress(`${finished.kind} ${finished.subject}: ${finished.note}`);
    if (done) return { changed: done.changed, note: done.steps === 0 ? 'nothing to do' : counted(done.steps, 'step') };
  }
  throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'Apply', problem: 'it ended without a result' });
}
