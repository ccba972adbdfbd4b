import { nodeStatus } from '../status/node-status.ts';
import type { MakeHandler } from './handler.ts';

export const getStatusHandler: MakeHandler<'GetStatus'> =
  (context) =>
  ({ patienceMs }) =>
    nodeStatus(context, patienceMs);
