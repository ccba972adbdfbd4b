import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { ProbeResult } from '@tamada/core/preflight';
import { readPortQuestion } from '../survey/ports.ts';
import { whoAnswers } from './arp.ts';
import type { ProbeTools } from './vrrp.ts';
import { askVrrp } from './vrrp.ts';

/** A datagram may be lost on the way: so many are sent. */
const datagrams = 3;

/** Tries to reach all targets at once, from this node. */
export function probeAll(targets: readonly ProbeTarget[], timeoutMs: number, tools: ProbeTools): Promise<ProbeResult[]> {
  return Promise.all(targets.map((target) => probe(target, timeoutMs, tools)));
}

async function probe(target: ProbeTarget, timeoutMs: number, tools: ProbeTools): Promise<ProbeResult> {
  try {
    if (target.protocol === 'arp') return await askForAddress(target, timeoutMs, tools);
    return { target, reachable: true, rttMs: await roundTrip(target, timeoutMs, tools), problem: '', by: '' };
  } catch (error) {
    return { target, reachable: false, rttMs: 0, problem: error instanceof Error ? words(error) : String(error), by: '' };
  }
}

async function askForAddress(target: ProbeTarget, timeoutMs: number, { run }: ProbeTools): Promise<ProbeResult> {
  const start = performance.now();
  const by = await whoAnswers(target.address, timeoutMs, run);
  return { target, reachable: by !== null, rttMs: performance.now() - start, problem: '', by: by ?? '' };
}

function roundTrip(target: ProbeTarget, timeoutMs: number, tools: ProbeTools): Promise<number> {
  switch (target.protocol) {
    case 'tcp':
      return connectTo(target, timeoutMs);
    case 'vrrp':
      return askVrrp(target.address, timeoutMs, tools);
    default:
      return echoFrom(target, timeoutMs);
  }
}

/** Time until the connection is made: one round trip. */
function connectTo({ address, port }: ProbeTarget, timeoutMs: number): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy(new Error(silence(timeoutMs)));
    }, timeoutMs);
    socket.once('connect', () => {
      resolve(performance.now() - start);
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
    });
  });
}

/** Time until a datagram's echo. Without connect(), so that a closed port is silent like a filtered one. */
function echoFrom({ address, port }: ProbeTarget, timeoutMs: number): Promise<number> {
  const payload = randomBytes(16);
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const sent: number[] = [];
    const end = (outcome: () => void): void => {
      clearInterval(again);
      clearTimeout(late);
      socket.close();
      outcome();
    };
    const send = (): void => {
      if (sent.length === datagrams) return;
      socket.send(Buffer.concat([payload, Buffer.from([sent.length])]), port, address, (error) => {
        if (error !== null) end(() => reject(error));
      });
      sent.push(performance.now());
    };
    const again = setInterval(send, timeoutMs / datagrams);
    const late = setTimeout(() => end(() => reject(new Error(silence(timeoutMs)))), timeoutMs);
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('message', (message) => {
      const at = sent[message[payload.length] ?? -1];
      if (at !== undefined && message.subarray(0, payload.length).equals(payload)) end(() => resolve(performance.now() - at));
    });
    send();
  });
}

function silence(timeoutMs: number): string {
  return `no answer within ${timeoutMs} ms`;
}

function words(error: Error): string {
  const code = 'code' in error ? error.code : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused: nobody listens there';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no route to that network';
    default:
      return error.message;
  }
}

export type ProbeTarget = ProbeResult['target'];

interface Written {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

/** A target as the contract writes it, checked. */
export function readTarget({ node, address, port, protocol }: Written): ProbeTarget {
  if (protocol === 'arp' && port === 0) return { node, address, port, protocol };
  return { node, address, ...readPortQuestion({ port, protocol }) };
}
