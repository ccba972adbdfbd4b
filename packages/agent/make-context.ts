import { mkdir } from 'node:fs/promises';
import { drainedSlot } from '@tamada/core/bundle';
import { version } from '@tamada/core/version';
import type { AgentContext } from './agent-context.ts';
import { makeBackups } from './backup/watch.ts';
import { makeEstablishment } from './establishment.ts';
import { hostBoot } from './jobs/process.ts';
import { openJournal } from './journal/journal.ts';
import { makeSecretStore } from './journal/secret-store.ts';
import { makeMember } from './member.ts';
import { makeAccounts } from './observe/accounts.ts';
import { makeUnits, type Units } from './observe/units.ts';
import { makeExclusiveRunner } from './runner/exclusive-runner.ts';
import { makeSenses } from './status/senses.ts';

/** What a context is made from; everything else follows from these. */
export type ContextParts = Pick<
  AgentContext,
  'paths' | 'config' | 'logger' | 'run' | 'clock' | 'signal' | 'renewIdentity' | 'requestRestart'
>;

/** Opens what the agent remembers and puts a context together. */
export async function makeContext(given: ContextParts): Promise<AgentContext> {
  const { paths, config, run, clock, signal } = given;
  await mkdir(paths.state, { recursive: true, mode: 0o700 });
  const journal = await openJournal(paths.journal);
  const secrets = makeSecretStore(paths, () => ({ [drainedSlot]: String(journal.read().drained !== null) }));
  const units = makeUnits(run);
  const senses = makeSenses({ config, paths, run, units, secrets, clock, signal });
  const parts = {
    ...given,
    version,
    startedAtMs: clock.now(),
    boot: await hostBoot(),
    journal,
    secrets,
    exclusive: makeExclusiveRunner(senses.forget),
    units: { ...units, change: changing(units.change, senses.forget) },
    accounts: makeAccounts(paths, run),
    senses,
    member: makeMember(senses),
  };
  return { ...parts, backups: makeBackups(parts), establishment: makeEstablishment(parts) };
}

/** What was seen of the node before a unit was started or stopped may be out of date. */
function changing(change: Units['change'], changed: () => void): Units['change'] {
  return async (verb, name) => {
    try {
      await change(verb, name);
    } finally {
      changed();
    }
  };
}
