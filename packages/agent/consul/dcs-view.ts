import type { NodeStatus } from '@tamada/core/verdict';
import type { ConsulClient, ConsulKey } from './client.ts';
import { freshOrStale } from './fresh-or-stale.ts';
import { parseObject, text } from '../json/fields.ts';

export type DcsView = NonNullable<NodeStatus['dcs']>;

/** Patroni's keys as the node's Consul tells them; null where it does not. */
export async function dcsView(consul: ConsulClient, scope: string, leaderKnown: boolean): Promise<DcsView | null> {
  const prefix = `service/${scope}/`;
  try {
    const { value } = await freshOrStale(leaderKnown, (options) => consul.readTree(prefix, options));
    return readDcs(prefix, value);
  } catch {
    return null;
  }
}

/** The view in Patroni's keys (patroni/dcs/consul.py, _cluster_from_nodes). */
export function readDcs(prefix: string, keys: readonly ConsulKey[]): DcsView {
  const values = new Map(keys.map((key) => [key.key.slice(prefix.length), key]));
  const sync = parseObject(values.get('sync')?.value ?? '');
  return {
    leader: values.get('leader')?.value ?? '',
    syncStandbys: text(sync.sync_standby)
      .split(',')
      .filter((name) => name !== ''),
    initialize: values.get('initialize')?.value ?? '',
    initializePresent: values.has('initialize'),
    failsafe: values.has('failsafe'),
    members: readMembers(prefix, keys).map(({ name }) => name),
    configIndex: values.get('config')?.modifyIndex ?? 0,
    config: values.get('config')?.value ?? '',
  };
}

/** A member's own key; it lives as long as the member's session. */
export interface DcsMember {
  readonly name: string;
  readonly state: string;
}

export function readMembers(prefix: string, keys: readonly ConsulKey[]): readonly DcsMember[] {
  const members = `${prefix}members/`;
  return keys
    .filter(({ key }) => key.startsWith(members))
    .map(({ key, value }) => ({ name: key.slice(members.length), state: text(parseObject(value).state) }));
}
