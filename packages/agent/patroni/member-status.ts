import { TamadaError } from '@tamada/core/errors';
import type { NodeStatus } from '@tamada/core/verdict';
import { list, number, object, parseObject, text } from '../json/fields.ts';
import { lsnText } from './lsn.ts';
import { callPatroni } from './rest.ts';
import type { PatroniAddress } from './rest.ts';

/** What Patroni itself can say; whether the member is established stands in the journal. */
export type PatroniStatus = Omit<NonNullable<NodeStatus['member']>, 'established'>;

/** The node's member as its Patroni tells it; done within `timeoutMs`. */
export async function memberStatus(address: PatroniAddress, timeoutMs: number): Promise<PatroniStatus> {
  try {
    const { status, body } = await callPatroni(address, { method: 'GET', path: '/patroni', timeoutMs });
    const told = readMember(body);
    return told.state === '' ? { ...told, reachable: false, problem: `Patroni answers ${status} without a state` } : told;
  } catch (error) {
    return { ...readMember(''), reachable: false, problem: error instanceof TamadaError ? error.message : String(error) };
  }
}

/** `GET /patroni` (patroni/api.py, get_postgresql_status). Leaders have `xlog.location`, replicas received and replayed ones. */
export function readMember(body: string): PatroniStatus {
  const told = parseObject(body);
  const xlog = object(told.xlog);
  return {
    reachable: true,
    state: text(told.state),
    role: text(told.role),
    syncStandby: told.sync_standby === true,
    timeline: number(told.timeline),
    lsn: lsnText(xlog.location ?? xlog.replayed_location),
    receivedLsn: lsnText(xlog.received_location),
    pendingRestart: told.pending_restart === true,
    paused: told.pause === true,
    replicationState: text(told.replication_state),
    version: text(object(told.patroni).version),
    serverVersion: number(told.server_version),
    problem: '',
    systemId: text(told.database_system_identifier),
    standbys: list(told.replication)
      .map(object)
      .map((standby) => ({ name: text(standby.application_name), state: text(standby.state), syncState: text(standby.sync_state) })),
  };
}
