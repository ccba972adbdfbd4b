import { probeAll } from '../probe/probe.ts';
import { readTarget } from '../probe/read-target.ts';
import { probeTools } from '../probe/tools.ts';
import type { MakeHandler } from './handler.ts';

const defaultTimeoutMs = 2000;
const longestTimeoutMs = 10_000;

export const probeHandler: MakeHandler<'Probe'> =
  (context) =>
  async ({ targets, timeoutMs }) => {
    const most = timeoutMs === 0 ? defaultTimeoutMs : Math.min(timeoutMs, longestTimeoutMs);
    return { results: await probeAll(targets.map(readTarget), most, probeTools(context)) };
  };
