import { sleep } from '@tamada/runtime';
import { openFreePorts } from '../probe/listen.ts';
import { probeTools } from '../probe/tools.ts';
import { programUnits } from '../status/units.ts';
import { readPortQuestion } from '../survey/port-question.ts';
import { portStates } from '../survey/ports.ts';
import type { MakeHandler } from './handler.ts';

/** A coordinator that vanished without a word must not keep ports from the programs that they are for. */
const longestMs = 60_000;

export const listenHandler: MakeHandler<'Listen'> = (context) =>
  async function* (request, { signal }) {
    const { config, run } = context;
    const found = await portStates(run, request.ports.map(readPortQuestion), programUnits(config));
    const { states, responders } = await openFreePorts(found, probeTools(context), config.node);
    try {
      yield { ports: [...states] };
      await sleep(longestMs, AbortSignal.any([signal, context.signal])).catch(() => undefined);
    } finally {
      await Promise.all(responders.map((responder) => responder.close()));
    }
  };
