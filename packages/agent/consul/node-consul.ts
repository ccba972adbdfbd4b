import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { ports } from '@tamada/core/platform';
import type { SecretStore } from '../journal/secret-store.ts';
import type { ConsulClient } from './client.ts';
import { connectConsul } from './connect.ts';

/** The node's own Consul, on loopback. */
export function localConsul(token: string | null, signal?: AbortSignal): ConsulClient {
  return connectConsul({ host: '127.0.0.1', port: ports.consulHttp, token, signal });
}

/** The node's own Consul as the holder of a token; `secret_missing` where the node does not have that yet. */
export async function consulAs(secrets: SecretStore, secret: string): Promise<ConsulClient> {
  return localConsul(secretOf(await secrets.all(), secret));
}

export function secretOf(values: SecretValues, name: string): string {
  const value = values[name];
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: 'consul' });
  return value;
}
