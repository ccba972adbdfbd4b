import { ensureManagement } from './acl-bootstrap.ts';
import type { ManagementWish } from './acl-bootstrap.ts';
import { aclConsumers } from './acl-desired.ts';
import type { AclConsumer, AclPolicy, AclScope } from './acl-desired.ts';
import type { ConsulClient } from './client.ts';
import { consulFailureKind } from './failure.ts';
import { list, object, text } from '../json/fields.ts';

export interface AclWish extends AclScope, Omit<ManagementWish, 'tokens'> {
  /** The value of a token; throws where it has none. */
  readonly secret: (name: string) => string;
}

/** Makes or corrects policies and tokens. Resolves with what was written. */
export async function ensureAcl(wish: AclWish): Promise<readonly string[]> {
  const consumers = aclConsumers(wish).map((consumer) => ({ ...consumer, token: wish.secret(consumer.secret) }));
  const changes: string[] = [...(await ensureManagement({ ...wish, tokens: consumers.map(({ token }) => token) }))];
  const management = wish.as(wish.managementToken);
  const existing = await policyIds(management);
  for (const consumer of consumers) {
    changes.push(...(await ensurePolicy(management, consumer.policy, existing.get(consumer.policy.name) ?? null)));
    changes.push(...(await ensureToken(management, wish.as(consumer.token), consumer)));
  }
  return changes;
}

async function policyIds(consul: ConsulClient): Promise<ReadonlyMap<string, string>> {
  const policies = list(await consul.get('/acl/policies')).map(object);
  return new Map(policies.map(({ Name, ID }) => [text(Name), text(ID)]));
}

async function ensurePolicy(consul: ConsulClient, policy: AclPolicy, id: string | null): Promise<readonly string[]> {
  const wanted = { Name: policy.name, Description: policy.description, Rules: policy.rules };
  if (id === null) {
    await consul.put('/acl/policy', wanted);
    return [`made policy ${policy.name}`];
  }
  const found = object(await consul.get(`/acl/policy/${id}`));
  if (found.Rules === wanted.Rules && found.Description === wanted.Description) return [];
  await consul.put(`/acl/policy/${id}`, { ID: id, ...wanted });
  return [`corrected policy ${policy.name}`];
}

type Consumer = AclConsumer & { readonly token: string };

async function ensureToken(management: ConsulClient, itself: ConsulClient, consumer: Consumer): Promise<readonly string[]> {
  const wanted = {
    SecretID: consumer.token,
    Description: consumer.policy.description,
    Policies: [{ Name: consumer.policy.name }],
    Local: false,
  };
  const found = await ownToken(itself);
  if (found === null) {
    await management.put('/acl/token', wanted);
    return [`made token ${consumer.secret}`];
  }
  const policies = list(found.Policies).map((policy) => text(object(policy).Name));
  const fits = policies.length === 1 && policies[0] === consumer.policy.name && found.Description === wanted.Description;
  if (fits) return [];
  const accessor = text(found.AccessorID);
  await management.put(`/acl/token/${accessor}`, { AccessorID: accessor, ...wanted });
  return [`corrected token ${consumer.secret}`];
}

/** A token looks at itself, so that no accessor has to be kept anywhere. */
async function ownToken(consul: ConsulClient): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return object(await consul.get('/acl/token/self'));
  } catch (error) {
    if (consulFailureKind(error) === 'unknown_token') return null;
    throw error;
  }
}
