import { TamadaError } from '@tamada/core/errors';
import { takeLease } from '../consul/lease.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

/** The lease lives as long as the call: hanging up ends it, and so does the agent's end. */
export const holdLeaseHandler: MakeHandler<'HoldLease'> = (context) =>
  async function* ({ run, holder }, { signal }) {
    const { config, secrets, clock } = context;
    const consul = await consulAs(secrets, 'consul_token_tamada');
    const instance = String(context.startedAtMs);
    const lease = await takeLease(consul, clock, { cluster: config.cluster, node: config.node, instance, run, holder });
    try {
      yield { fence: lease.fence };
      await lease.hold(AbortSignal.any([signal, context.signal]));
      // The caller must not take a lease that went with the agent for one that it still holds.
      if (!signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the lease, because the agent ends' });
    } finally {
      await lease.release().catch(() => undefined);
    }
  };
