import { mkdir } from 'node:fs/promises';
import { version } from '@tamada/core/version';
import type { AgentContext } from './agent-context.ts';
import { makeEstablishment } from './establishment.ts';
import { openJournal } from './journal/journal.ts';
import { makeSecretStore } from './journal/secret-store.ts';
import { makeMember } from './member.ts';
import { makeAccounts } from './observe/accounts.ts';
import { makeUnits } from './observe/units.ts';
import { makeExclusiveRunner } from './runner/exclusive-runner.ts';

/** What a context is made from; everything else follows from these. */
export type ContextParts = Pick<
  AgentContext,
  'paths' | 'config' | 'logger' | 'run' | 'clock' | 'signal' | 'renewIdentity' | 'requestRestart'
>;

/** Opens what the agent remembers and puts a context together. */
export async function makeContext(given: ContextParts): Promise<AgentContext> {
  const { paths, config, run, clock } = given;
  await mkdir(paths.state, { recursive: true, mode: 0o700 });
  const parts = {
    ...given,
    version,
    startedAtMs: clock.now(),
    journal: await openJournal(paths.journal),
    secrets: makeSecretStore(paths),
    exclusive: makeExclusiveRunner(),
    units: makeUnits(run),
    accounts: makeAccounts(paths, run),
    member: makeMember(config, paths),
  };
  return { ...parts, establishment: makeEstablishment(parts) };
}
