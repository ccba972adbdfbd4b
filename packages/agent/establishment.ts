import { noteEstablished } from '@tamada/core/converge';
import { until } from '@tamada/runtime';
import type { AgentContext } from './agent-context.ts';
import { loadGeneration } from './journal/generations.ts';
import type { Establishment } from './member.ts';

const intervalMs = 1000;

type Needs = Pick<AgentContext, 'journal' | 'member' | 'clock' | 'units' | 'logger' | 'paths' | 'signal'>;

export function makeEstablishment(needs: Needs): Establishment {
  let watching = false;

  const watchOn = (): Promise<null> =>
    until<null>({
      condition: 'the claim has ended',
      intervalMs,
      deadlineMs: null,
      signal: needs.signal,
      async look() {
        await look();
        return needs.journal.read().claim === null ? { ready: true, value: null } : { ready: false, seen: 'the member does not run' };
      },
    });

  async function look(): Promise<void> {
    const { claim } = needs.journal.read();
    if (claim === null) return;
    const member = await needs.member.runs();
    if (member === null) return;
    await needs.journal.update((journal) =>
      journal.claim === null ? journal : noteEstablished(journal, claim.path, member.systemId, needs.clock.now()),
    );
    needs.logger.info('the member runs: its data directory belongs to the cluster now', { path: claim.path, systemId: member.systemId });
    await enableUnit(needs);
  }

  return {
    look,
    watch() {
      if (watching) return;
      watching = true;
      void watchOn()
        .catch((error: unknown) => {
          if (!needs.signal.aborted) needs.logger.error('the agent no longer watches the claim', { error });
        })
        .finally(() => {
          watching = false;
        });
    },
  };
}

/** As the active bundle wants it; if this fails, the next apply does it. */
async function enableUnit({ journal, paths, units }: Needs): Promise<void> {
  const { active } = journal.read();
  const bundle = active === null ? null : await loadGeneration(paths, active.generation);
  const unit = bundle?.units.find(({ program }) => program === 'patroni');
  if (unit?.enabled === true) await units.change('enable', unit.name);
}
