import type { Bundle, SecretValues } from '@tamada/core/bundle';
import { declaredUsers, desiredState, fillBundle, refusal, roleTable, tableRefusal } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { BundleCargo } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { findOwners } from '../observe/owners.ts';
import type { Work } from './work.ts';

/** A bundle that this agent takes, ready to be compared with the node. Changes nothing; throws every refusal that needs no staging. */
export async function prepare(context: AgentContext, { bundle, secrets, digest }: BundleCargo): Promise<Work> {
  const refused = refusal(bundle, digest, context.config, context.journal.read()) ?? tableRefusal(bundle, roleTable(context.config));
  if (refused !== null) throw new TamadaError(refused);
  const work = makeWork(context, bundle, { ...(await context.secrets.all()), ...secrets });
  await refuseMissingOwners(work);
  return work;
}

/** The work of a bundle that was accepted. */
export function makeWork(context: AgentContext, bundle: Bundle, secrets: SecretValues): Work {
  const contents = fillBundle(bundle, (name, neededBy) => {
    const value = secrets[name];
    if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy });
    return value;
  });
  return {
    context,
    bundle,
    contents,
    desired: desiredState(bundle, contents, roleTable(context.config).files),
    owners: () => findOwners(bundle, context.accounts),
  };
}

/** Users that the bundle's own sysusers files will make need not be there yet. */
async function refuseMissingOwners({ bundle, desired, owners }: Work): Promise<void> {
  const found = await owners();
  const makesUsers = new Set(desired.files.filter(({ readers }) => readers.sysusers).map(({ path }) => path));
  const declared = bundle.files.filter(({ path }) => makesUsers.has(path)).map(({ content }) => declaredUsers(content));
  const users = declared.flatMap((made) => made.users);
  const groups = declared.flatMap((made) => made.groups);
  for (const { path, owner, group } of [...bundle.directories, ...bundle.files]) {
    const missingUser = found.uid(owner) === null && !users.includes(owner);
    if (missingUser) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${owner}` });
    const missingGroup = found.gid(group) === null && !groups.includes(group);
    if (missingGroup) throw new TamadaError({ code: 'owner_missing', path, owner: `group ${group}` });
  }
}
