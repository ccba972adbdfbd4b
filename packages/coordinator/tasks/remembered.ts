import { bootstrapEnded, earlierRuns, type Before, type RunRecord } from '@tamada/core/sequence';
import type { TaskControl } from '../runner/run-sequence.ts';
import { healthyConsul, type Sight } from './observe.ts';

const deadlineMs = 10_000;

/** Of the workspace's runs, and of the cluster's history where Consul answers. */
export async function remembered(sight: Sight, runs: readonly RunRecord[], control?: Pick<TaskControl, 'signal'>): Promise<Before> {
  const node = await healthyConsul(sight);
  const options = control === undefined ? { deadlineMs } : { deadlineMs, signal: control.signal };
  const reply =
    node === null ? null : (await sight.connections.askAll([node], (client, call) => client.readHistory({ most: 0 }, call), options))[0];
  const history = reply?.ok === true ? reply.value.entries : null;
  return { ended: bootstrapEnded({ runs, history }), ...earlierRuns({ runs, history }) };
}
