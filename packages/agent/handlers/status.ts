import { elapsed } from '@tamada/runtime';
import { capabilities, protocolVersion } from '@tamada/wire';
import type { MakeHandler } from '../agent-context.ts';
import { facts } from '../facts/facts.ts';
import { nodeStatus } from '../status/node-status.ts';

export const infoHandler: MakeHandler<'Info'> = (context) => async () => ({
  cluster: context.config.cluster,
  node: context.config.node,
  version: context.version,
  protocol: protocolVersion,
  capabilities: capabilities,
  wallClockMs: context.clock.now(),
});

export const getFactsHandler: MakeHandler<'GetFacts'> =
  ({ run, config }) =>
  async () => {
    const { programs, ...found } = await facts(run, {
      platform: config.platform,
      address: config.address,
      postgresVersion: config.postgres.version,
    });
    return { ...found, programs: [...programs] };
  };

export const getStatusHandler: MakeHandler<'GetStatus'> =
  (context) =>
  ({ patienceMs }) =>
    nodeStatus(context, patienceMs);

/** Looks are shared, but each answer costs something to send. */
const leastIntervalMs = 200;

export const watchStatusHandler: MakeHandler<'WatchStatus'> = (context) =>
  async function* ({ intervalMs, patienceMs }, { signal }) {
    const either = AbortSignal.any([signal, context.signal]);
    do yield await nodeStatus(context, patienceMs);
    while (await elapsed(Math.max(intervalMs, leastIntervalMs), either));
  };
