import { elapsed } from '@tamada/runtime';
import type { MakeHandler } from '../agent-context.ts';
import { openFreePorts } from '../probe/listen.ts';
import { probeAll, readTarget } from '../probe/probe.ts';
import { probeTools } from '../probe/vrrp.ts';
import { programUnits } from '../status/units.ts';
import { readPortQuestion, portStates } from '../survey/ports.ts';
import { survey } from '../survey/survey.ts';

export const surveyHandler: MakeHandler<'Survey'> = (context) => (request) =>
  survey(context, { ...request, ports: request.ports.map(readPortQuestion) });

/** A coordinator that has vanished must not keep ports from the programs that need them. */
const longestMs = 60_000;

export const listenHandler: MakeHandler<'Listen'> = (context) =>
  async function* (request, { signal }) {
    const { config, run } = context;
    const found = await portStates(run, request.ports.map(readPortQuestion), programUnits(config));
    const { states, responders } = await openFreePorts(found, probeTools(context), config.node);
    try {
      yield { ports: [...states] };
      await elapsed(longestMs, AbortSignal.any([signal, context.signal]));
    } finally {
      await Promise.all(responders.map((responder) => responder.close()));
    }
  };

const defaultTimeoutMs = 2000;
const longestTimeoutMs = 10_000;

export const probeHandler: MakeHandler<'Probe'> =
  (context) =>
  async ({ targets, timeoutMs }) => {
    const most = timeoutMs === 0 ? defaultTimeoutMs : Math.min(timeoutMs, longestTimeoutMs);
    return { results: await probeAll(targets.map(readTarget), most, probeTools(context)) };
  };
