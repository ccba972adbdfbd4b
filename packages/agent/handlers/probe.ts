import { probeAll } from '../probe/probe.ts';
import { readPortQuestion } from '../survey/port-question.ts';
import type { MakeHandler } from './handler.ts';

const defaultTimeoutMs = 2000;
const longestTimeoutMs = 10_000;

export const probeHandler: MakeHandler<'Probe'> =
  () =>
  async ({ targets, timeoutMs }) => {
    const wanted = targets.map((target) => ({ ...target, ...readPortQuestion(target) }));
    return { results: await probeAll(wanted, timeoutMs === 0 ? defaultTimeoutMs : Math.min(timeoutMs, longestTimeoutMs)) };
  };
