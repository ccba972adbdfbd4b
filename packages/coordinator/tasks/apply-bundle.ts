import { TamadaError } from '@tamada/core/errors';
import { bundleParts, type BundleCargo } from '@tamada/wire';
import { counted } from '../report/quantity.ts';
import type { TaskControl, TaskResult } from '../runner/run-sequence.ts';
import { bundleOf, cargo } from './bundles.ts';
import { persist } from './persist.ts';
import { nodeNamed, runCall, type Found, type TaskExecutor, type TaskTools } from './tools.ts';

const deadlineMs = 10 * 60_000;

export const applyBundle: TaskExecutor<'apply_bundle'> = ({ node, start, confirmWithinMs }, tools, control) => {
  const { found, secrets, topology } = tools;
  const { role } = nodeNamed(topology, node);
  const load = cargo({ rendered: bundleOf(found.bundles, node), role, generation: found.generation, start, secrets, confirmWithinMs });
  return persist(() => apply(node, load, tools, control), control);
};

async function apply(node: string, load: BundleCargo, tools: TaskTools, control: TaskControl): Promise<TaskResult<Found>> {
  const events = tools.connections.client(node).apply(bundleParts(load), runCall(tools, control, deadlineMs));
  for await (const { started, finished, done } of events) {
    if (started) control.progress(`${started.kind} ${started.subject}`.trim());
    if (finished && finished.note !== '') control.progress(`${finished.kind} ${finished.subject}: ${finished.note}`);
    if (done) return { changed: done.changed, note: done.steps === 0 ? 'nothing to do' : counted(done.steps, 'step') };
  }
  throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'Apply', problem: 'it ended without a result' });
}

const confirmMs = 20_000;

/** An agent that knows of no trials confirmed the bundle when it was finished. */
export const confirmBundle: TaskExecutor<'confirm_bundle'> = async ({ node }, tools, control) => {
  const client = tools.connections.client(node);
  const { capabilities } = await persist(() => client.info({}, { deadlineMs: confirmMs, signal: control.signal }), control);
  if (!capabilities.includes('trial')) return { changed: false, note: 'its agent knows of no trials' };
  const { generation } = tools.found;
  const { changed } = await persist(() => client.confirmBundle({ generation }, runCall(tools, control, confirmMs)), control);
  return { changed, note: '' };
};
