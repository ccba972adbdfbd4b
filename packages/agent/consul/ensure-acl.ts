import { until } from '@tamada/runtime';
import { aclConsumers } from './acl-desired.ts';
import type { AclConsumer, AclPolicy } from './acl-desired.ts';
import type { ConsulClient } from './client.ts';
import { consulFailureKind } from './failure.ts';
import { list, object, text } from '../json/fields.ts';

export interface AclWish {
  readonly cluster: string;
  readonly scope: string;
  /** Throws where a secret has no value. */
  readonly secret: (name: string) => string;
  /** The client with the management token. */
  readonly management: ConsulClient;
  /** A client with any other token. */
  readonly as: (token: string) => ConsulClient;
  readonly signal?: AbortSignal | undefined;
  /** How long an unknown management token is waited for. */
  readonly waitMs?: number;
}

/** Makes policies and tokens or corrects them. What was written; nothing where all is as it should be. */
export async function ensureAcl(wish: AclWish): Promise<readonly string[]> {
  await aclReady(wish);
  const existing = await policyIds(wish.management);
  const changes: string[] = [];
  for (const consumer of aclConsumers(wish.cluster, wish.scope)) {
    changes.push(...(await ensurePolicy(wish.management, consumer.policy, existing.get(consumer.policy.name) ?? null)));
    changes.push(...(await ensureToken(wish, consumer)));
  }
  return changes;
}

/** A server installs the management token only when it becomes the leader: for a moment after an election it is unknown. */
async function aclReady({ management, signal, waitMs = 15_000 }: AclWish): Promise<void> {
  await until({
    condition: 'Consul knows the management token',
    intervalMs: 200,
    deadlineMs: waitMs,
    signal,
    look: async () => {
      try {
        await management.get('/acl/token/self');
        return { ready: true, value: undefined };
      } catch (error) {
        const kind = consulFailureKind(error);
        if (kind !== 'unknown_token' && kind !== 'denied' && kind !== 'acl_not_ready' && kind !== 'no_leader') throw error;
        return { ready: false, seen: error instanceof Error ? error.message : kind };
      }
    },
  });
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

async function ensureToken({ management, as, secret }: AclWish, consumer: AclConsumer): Promise<readonly string[]> {
  const value = secret(consumer.secret);
  const wanted = { SecretID: value, Description: consumer.policy.description, Policies: [{ Name: consumer.policy.name }], Local: false };
  const found = await ownToken(as(value));
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
