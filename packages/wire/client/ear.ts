import type { EventEmitter } from 'node:events';
import type { Client } from '@grpc/grpc-js';
import { connectivityState } from '@grpc/grpc-js';
import type { CallOptions } from './client.ts';

/** Whether an agent was heard during a call: it finished a handshake, or said that the call has arrived. */
export interface Ear {
  readonly heard: () => boolean;
  /** After how long the call was ended because nothing had been heard, in milliseconds; null where it was not. */
  readonly gaveUp: () => number | null;
  readonly close: () => void;
}

type Silence = Pick<CallOptions, 'silenceMs' | 'patient'>;

/** Silence is counted in turns of our own loop: a process that got no CPU for a second could hear nobody, and must blame nobody. */
const turnMs = 50;

/** Ends the call where nothing was heard for `silenceMs`, and nobody asks for more patience. */
export function makeEar(channel: Client, call: EventEmitter, { silenceMs, patient }: Silence, end: () => void): Ear {
  const connected = (): boolean => channel.getChannel().getConnectivityState(false) === connectivityState.READY;
  // A connection from before proves nothing: its host may have been frozen since.
  const stood = connected();
  let arrived = false;
  let endedAfter: number | null = null;
  call.once('metadata', () => {
    arrived = true;
  });
  const heard = (): boolean => arrived || (!stood && connected());
  const least = Math.ceil((silenceMs ?? 0) / turnMs);
  let turns = 0;
  const timer = silenceMs === undefined ? undefined : setInterval(turn, turnMs);
  function turn(): void {
    turns += 1;
    if (turns < least || (!heard() && patient?.() === true)) return;
    clearInterval(timer);
    if (heard()) return;
    endedAfter = turns * turnMs;
    end();
  }
  return {
    heard,
    gaveUp: () => endedAfter,
    close: () => {
      clearInterval(timer);
    },
  };
}
