import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { changeResult } from './change-result.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 60_000;

export const ensureAcl: Executor<Extract<Task, { kind: 'ensure_acl' }>, TaskTools> = async ({ node }, tools, control) =>
  changeResult(await persist(() => tools.connections.client(node).ensureAcl({}, runCall(tools, control, deadlineMs)), control));
