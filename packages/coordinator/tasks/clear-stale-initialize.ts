import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { changeResult } from './change-result.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const clearStaleInitialize: Executor<Extract<Task, { kind: 'clear_stale_initialize' }>, TaskTools> = async (
  { node },
  tools,
  control,
) =>
  changeResult(await persist(() => tools.connections.client(node).clearStaleInitialize({}, runCall(tools, control, deadlineMs)), control));
