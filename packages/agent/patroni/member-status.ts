import { patroniRole, patroniState, replicationState, syncState, walSenderState, type MemberSaid } from '@tamada/core/view';
import { list, numberOrNull, object, parseObject, textOrNull } from '../json/fields.ts';
import { askPatroni } from './rest.ts';
import type { PatroniAddress } from './rest.ts';

/**
 * The node's member as its Patroni reports it. `/health` and not `/patroni`: the same answer, but Patroni asks PostgreSQL once and reports
 * the result; for `/patroni` it would try again and again while PostgreSQL is away. Rejects without an answer within `timeoutMs`.
 */
export async function memberStatus(address: PatroniAddress, timeoutMs: number, signal?: AbortSignal): Promise<MemberSaid> {
  const ending = signal === undefined ? {} : { signal };
  const { status, body } = await askPatroni(address, { method: 'GET', path: '/health', timeoutMs, ...ending });
  const said = readMember(body);
  if (said === null) throw new Error(`Patroni answers ${String(status)} without a state`);
  return said;
}

/** An answer of Patroni (patroni/api.py, get_postgresql_status); null without a state. Leaders have `xlog.location`, replicas two others. */
export function readMember(body: string): MemberSaid | null {
  const told = parseObject(body);
  const [state, role, replication] = [textOrNull(told.state), textOrNull(told.role), textOrNull(told.replication_state)];
  if (state === null) return null;
  const xlog = object(told.xlog);
  return {
    state: patroniState.read(state),
    role: role === null ? null : patroniRole.read(role),
    syncStandby: told.sync_standby === true,
    timeline: positive(told.timeline),
    lsn: lsnText(xlog.location ?? xlog.replayed_location),
    receivedLsn: lsnText(xlog.received_location),
    pendingRestart: told.pending_restart === true,
    paused: told.pause === true,
    replication: replication === null ? null : replicationState.read(replication),
    version: textOrNull(object(told.patroni).version),
    serverVersion: positive(told.server_version),
    systemId: textOrNull(told.database_system_identifier),
    standbys: list(told.replication).map(object).flatMap(standby),
    startedAtMs: moment(textOrNull(told.postmaster_start_time)),
  };
}

function standby({ application_name, state, sync_state }: Readonly<Record<string, unknown>>): MemberSaid['standbys'] {
  const [name, sync] = [textOrNull(application_name), textOrNull(sync_state)];
  if (name === null) return [];
  return [{ name, state: walSenderState.read(textOrNull(state) ?? 'unknown'), sync: sync === null ? null : syncState.read(sync) }];
}

/** A time as Patroni writes it, `2026-11-26 20:00:02.123456+00:00`, in ms since the epoch. */
function moment(words: string | null): number | null {
  const at = Date.parse((words ?? '').replace(' ', 'T'));
  return Number.isFinite(at) ? at : null;
}

/** PostgreSQL counts both from 1. */
function positive(value: unknown): number | null {
  const number = numberOrNull(value);
  return number === null || number <= 0 ? null : number;
}

/** A WAL position that Patroni gives as a number, as PostgreSQL writes it: 0/3000060. Null for none. */
export function lsnText(position: unknown): string | null {
  if (typeof position !== 'number' || position <= 0) return null;
  const high = Math.floor(position / 2 ** 32);
  return `${hex(high)}/${hex(position % 2 ** 32)}`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}
