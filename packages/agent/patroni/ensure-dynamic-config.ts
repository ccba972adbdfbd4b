import { TamadaError } from '@tamada/core/errors';
import type { ConsulClient } from '../consul/client.ts';
import { parseObject } from '../json/fields.ts';
import type { JsonObject } from '../json/fields.ts';
import { differing } from './differing.ts';
import { answerWords, callPatroni, failed } from './rest.ts';
import type { PatroniAddress, PatroniCall } from './rest.ts';

export interface DynamicConfigAccess {
  readonly consul: ConsulClient;
  readonly scope: string;
  readonly patroni: PatroniAddress;
  /** Of Patroni's REST user. */
  readonly password: string;
}

const timeoutMs = 10_000;

/** Patches what differs in Patroni's dynamic configuration; nothing is written where nothing does. Names what was changed. */
export async function ensureDynamicConfig(access: DynamicConfigAccess, desired: JsonObject): Promise<readonly string[]> {
  const { patch, names } = differing(desired, await dynamicConfig(access));
  if (names.length === 0) return [];
  const authentication = { user: 'patroni', password: access.password };
  const call: PatroniCall = { method: 'PATCH', path: '/config', timeoutMs, body: patch, authentication };
  const { status, body } = await callPatroni(access.patroni, call);
  if (status !== 200) throw failed(call, `${status} ${answerWords(body)}`.trim());
  return names;
}

/** From the DCS: `GET /config` answers from a cache that is up to loop_wait old, and would have us patch twice. */
async function dynamicConfig({ consul, scope }: DynamicConfigAccess): Promise<JsonObject> {
  const key = `service/${scope}/config`;
  const found = await consul.readKey(key);
  if (found !== null) return parseObject(found.value);
  const problem = 'there is no dynamic configuration yet: no member has made the cluster';
  throw new TamadaError({ code: 'request_failed', program: 'consul', request: `read ${key}`, problem });
}
