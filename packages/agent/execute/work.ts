import type { Bundle, SecretValues } from '@tamada/core/bundle';
import type { Desired, FilledContents, Step, StepKind } from '@tamada/core/converge';
import { declaredUsers, desiredState, fillBundle, refusal, roleTable, tableRefusal } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
import type { BundleCargo } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import type { Owners } from '../observe/owners.ts';
import { findOwners } from '../observe/owners.ts';

/** One bundle on its way into the node. `secrets`, and `contents` that hold them, are never logged or sent. */
export interface Work {
  readonly context: AgentContext;
  readonly bundle: Bundle;
  readonly secrets: SecretValues;
  readonly contents: FilledContents;
  readonly desired: Desired;
  /** Users may appear while the work goes on. */
  readonly owners: () => Promise<Owners>;
}

/** Does one kind of step. Resolves with a note for the operator, mostly empty. */
export type Execute<K extends StepKind> = (step: Extract<Step, { kind: K }>, work: Work) => Promise<string>;

/** A bundle that this agent takes, ready to be compared with the node. Changes nothing; throws every refusal that needs no staging. */
export async function prepare(context: AgentContext, { bundle, secrets, digest }: BundleCargo): Promise<Work> {
  refuseStrangers(context, bundle, digest);
  const work = makeWork(context, bundle, { ...(await context.secrets.all()), ...secrets });
  const [missing] = await missingOwners(work);
  if (missing !== undefined) throw new TamadaError({ code: 'owner_missing', ...missing });
  return work;
}

/** Throws the refusals that need nothing but the bundle and the journal. */
export function refuseStrangers({ config, journal }: AgentContext, bundle: Bundle, digest: string): void {
  const refused = refusal(bundle, digest, config, journal.read()) ?? tableRefusal(bundle, roleTable(config));
  if (refused !== null) throw new TamadaError(refused);
}

/** The work of a bundle that was accepted. */
export function makeWork(context: AgentContext, bundle: Bundle, secrets: SecretValues): Work {
  const contents = fillBundle(bundle, (name, neededBy) => {
    const value = own(secrets, name);
    if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy });
    return value;
  });
  return {
    context,
    bundle,
    secrets,
    contents,
    desired: desiredState(bundle, contents, roleTable(context.config).files),
    owners: () => findOwners(bundle, context.accounts),
  };
}

/** The paths whose users or groups do not exist and will not be made by the bundle's own sysusers files. */
export async function missingOwners({
  bundle,
  desired,
  owners,
}: Pick<Work, 'bundle' | 'desired' | 'owners'>): Promise<readonly { path: string; owner: string }[]> {
  const found = await owners();
  const makesUsers = new Set(desired.files.filter(({ readers }) => readers.sysusers).map(({ path }) => path));
  const declared = bundle.files.filter(({ path }) => makesUsers.has(path)).map(({ content }) => declaredUsers(content));
  const users = new Set(declared.flatMap((made) => made.users));
  const groups = new Set(declared.flatMap((made) => made.groups));
  return [...bundle.directories, ...bundle.files].flatMap(({ path, owner, group }) => {
    if (found.uid(owner) === null && !users.has(owner)) return [{ path, owner: `user ${owner}` }];
    return found.gid(group) === null && !groups.has(group) ? [{ path, owner: `group ${group}` }] : [];
  });
}
