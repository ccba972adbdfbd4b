import { TamadaError } from '@tamada/core/errors';
import { elapsed } from '@tamada/runtime';
import type { Clock } from '@tamada/runtime';
import { parseObject, text } from '../json/fields.ts';
import type { ConsulClient } from './client.ts';
import { consulFailureKind } from './failure.ts';

export interface LeaseWish {
  readonly cluster: string;
  readonly run: string;
  /** Who holds it, as another operator will read it. */
  readonly holder: string;
  readonly node: string;
  /** Tells this process of the agent from earlier ones on the same node. */
  readonly instance: string;
}

export interface Lease {
  /** Grows with every lease: the raft index at which the lock was taken. */
  readonly fence: number;
  /** Resolves when `signal` ends; rejects when the lease is lost before. */
  readonly hold: (signal: AbortSignal) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** The lease as Consul has it. `fence` is 0 where nobody holds it. */
export interface LeaseState {
  readonly run: string;
  readonly holder: string;
  readonly fence: number;
}

const ttlSeconds = 15;
const renewMs = 5000;

/** Rejects where Consul has no leader: an old answer would say nothing. */
export async function readLease(consul: ConsulClient, cluster: string): Promise<LeaseState> {
  const found = await consul.readKey(leaseKey(cluster), { timeoutMs: 2000 });
  if (found === null || found.session === '') return { run: '', holder: '', fence: 0 };
  const { run, holder } = parseObject(found.value);
  return { run: text(run), holder: text(holder), fence: found.modifyIndex };
}

function leaseKey(cluster: string): string {
  return `tamada/${cluster}/lease`;
}

/** Takes the cluster's lease by a Consul session that must be renewed; `locked` where another run holds it. */
export async function takeLease(consul: ConsulClient, clock: Clock, wish: LeaseWish): Promise<Lease> {
  const key = leaseKey(wish.cluster);
  await endLeftOver(consul, key, wish);
  const session = await consul.createSession(`tamada lease ${wish.run}`, ttlSeconds);
  const release = async (): Promise<void> => consul.destroySession(session);
  try {
    const value = JSON.stringify({ run: wish.run, holder: wish.holder, node: wish.node, instance: wish.instance });
    if (!(await consul.writeKey(key, value, { acquire: session }))) throw await heldByAnother(consul, key);
    const taken = await consul.readKey(key);
    if (taken?.session !== session) throw lost();
    return { fence: taken.modifyIndex, hold: (signal) => hold(consul, clock, session, signal), release };
  } catch (error) {
    await release().catch(() => undefined);
    throw error;
  }
}

/** An agent that died takes its calls with it, but not its session: the next one on that node ends it. */
async function endLeftOver(consul: ConsulClient, key: string, { node, instance }: LeaseWish): Promise<void> {
  const found = await consul.readKey(key);
  if (found === null || found.session === '') return;
  const holder = parseObject(found.value);
  if (holder.node === node && holder.instance !== instance) await consul.destroySession(found.session);
}

async function hold(consul: ConsulClient, clock: Clock, session: string, signal: AbortSignal): Promise<void> {
  let renewed = clock.monotonic();
  while (await elapsed(renewMs, signal)) {
    try {
      await consul.renewSession(session, 2000);
      renewed = clock.monotonic();
    } catch (error) {
      const kind = consulFailureKind(error);
      const gone = kind === 'not_found' || kind === 'session_gone';
      if (gone || clock.monotonic() - renewed > ttlSeconds * 1000) throw lost(error);
    }
  }
}

async function heldByAnother(consul: ConsulClient, key: string): Promise<TamadaError> {
  const holder = parseObject((await consul.readKey(key))?.value ?? '');
  const by = text(holder.holder) === '' ? 'a lease that has just ended' : `${text(holder.holder)} (run ${text(holder.run)})`;
  return new TamadaError({ code: 'locked', by, next: 'wait for that run to end, then run the command again' });
}

function lost(cause?: unknown): TamadaError {
  const problem = 'the lease was lost: its session could not be renewed in time';
  return new TamadaError({ code: 'request_failed', program: 'consul', request: 'hold the lease', problem }, { cause });
}
