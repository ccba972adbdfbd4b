import { parseObject } from '../json/fields.ts';
import type { JsonObject } from '../json/fields.ts';
import { differing } from './differing.ts';
import { callPatroni, failed } from './rest.ts';
import type { PatroniAddress, PatroniCall } from './rest.ts';

const timeoutMs = 10_000;

/** Patches what differs in Patroni's dynamic configuration; nothing is written where nothing does. Names what was changed. */
export async function ensureDynamicConfig(address: PatroniAddress, password: string, desired: JsonObject): Promise<readonly string[]> {
  const { patch, names } = differing(desired, await dynamicConfig(address));
  if (names.length === 0) return [];
  await checked(address, { method: 'PATCH', path: '/config', timeoutMs, body: patch, authentication: { user: 'patroni', password } });
  return names;
}

async function dynamicConfig(address: PatroniAddress): Promise<JsonObject> {
  return parseObject(await checked(address, { method: 'GET', path: '/config', timeoutMs }));
}

async function checked(address: PatroniAddress, call: PatroniCall): Promise<string> {
  const { status, body } = await callPatroni(address, call);
  if (status !== 200) throw failed(call, `${status} ${body.slice(0, 500)}`.trim());
  return body;
}
