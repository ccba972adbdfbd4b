import { TamadaError } from '@tamada/core/errors';
import { consulServers, requiredSecrets } from '@tamada/core/topology';
import { said } from '@tamada/core/view';
import type { RequestOf } from '@tamada/wire';
import { askStatus } from '../connections/look.ts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { changeResult, runCall, type TaskTools, type TaskExecutor } from './tools.ts';
import { persist } from './persist.ts';

const deadlineMs = 60_000;

export const ensureAcl: TaskExecutor<'ensure_acl'> = async ({ node }, tools, control) => {
  const request = wish(tools);
  return changeResult(
    await persist(async () => {
      const leader = await raftLeader(node, tools, control);
      return tools.connections.client(leader).ensureAcl(request, runCall(tools, control, deadlineMs));
    }, control),
  );
};

/** Consul's leader is asked: only there a bootstrap of access control that was cut short can be done again. */
async function raftLeader(node: string, tools: TaskTools, control: TaskControl): Promise<string> {
  const status = await askStatus(tools.connections.client(node), runCall(tools, control, deadlineMs));
  const at = said(status.consul)?.leader?.address.replace(/:\d+$/, '');
  const leader = consulServers(tools.topology).find(({ address }) => address === at);
  return leader?.name ?? node;
}

function wish({ topology, secrets }: TaskTools): RequestOf<'EnsureAcl'> {
  const value = (name: string): string => {
    const found = secrets[name];
    if (found === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: 'consul' });
    return found;
  };
  const management = 'consul_token_management';
  const names = requiredSecrets(topology).map(({ name }) => name);
  const tokens = names.filter((name) => name.startsWith('consul_token_') && name !== management);
  return {
    managementToken: value(management),
    nodes: consulServers(topology).map(({ name, role }) => ({ name, role })),
    tokens: tokens.map((name) => ({ name, value: value(name) })),
  };
}
