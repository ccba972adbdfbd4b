import type { EventEmitter } from 'node:events';
import type { Client } from '@grpc/grpc-js';
import { connectivityState } from '@grpc/grpc-js';

/** Whether an agent was heard during a call: it finished a handshake, or said that the call has arrived. */
export interface Ear {
  readonly heard: () => boolean;
  /** The call was ended because nothing had been heard. */
  readonly gaveUp: () => boolean;
  readonly close: () => void;
}

/** Silence is counted in turns of our own loop: a process that gets no processor for a second has heard nobody, and blames nobody. */
const turnMs = 50;

/** Ends the call where nothing was heard for `silenceMs`. */
export function makeEar(channel: Client, call: EventEmitter, silenceMs: number | undefined, end: () => void): Ear {
  const connected = (): boolean => channel.getChannel().getConnectivityState(false) === connectivityState.READY;
  // A connection that stood before says nothing: its host may have been frozen since.
  const stood = connected();
  let arrived = false;
  let ended = false;
  call.once('metadata', () => {
    arrived = true;
  });
  const heard = (): boolean => arrived || (!stood && connected());
  let turns = Math.ceil((silenceMs ?? 0) / turnMs);
  const timer = silenceMs === undefined ? undefined : setInterval(turn, turnMs);
  function turn(): void {
    turns -= 1;
    if (turns > 0) return;
    clearInterval(timer);
    if (heard()) return;
    ended = true;
    end();
  }
  return {
    heard,
    gaveUp: () => ended,
    close: () => {
      clearInterval(timer);
    },
  };
}
