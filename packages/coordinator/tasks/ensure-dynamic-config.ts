import { dynamicConfig } from '@tamada/core/bundle';
import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { changeResult } from './change-result.ts';
import { awaitLeader } from './observe.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 60_000;

export const ensureDynamicConfig: Executor<Extract<Task, { kind: 'ensure_dynamic_config' }>, TaskTools> = async (
  { members, archive },
  tools,
  control,
) => {
  const leader = await awaitLeader(tools, members, control);
  const config = JSON.stringify(dynamicConfig(tools.topology, archive));
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDynamicConfig({ config }, options), control));
};
