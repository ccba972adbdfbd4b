import { nodeIn, said, silence, silenceWords, type ClusterView } from '@tamada/core/view';
import type { ConditionState } from '../condition.ts';
import { silentAgent, without, type Gap } from './gaps.ts';

/** It follows, or waits for WAL that is not there yet; a hole in the archive is no waiting. */
export function delayedReplaying(host: string, view: ClusterView): ConditionState {
  const backup = nodeIn(view, host)?.status?.backup;
  const look = said(backup)?.delayed;
  const quiet = silence(backup) ?? silence(look);
  if (quiet !== null) return without([unknown(`${host}: ${silenceWords('the delayed replica', quiet)}`)], '');
  const now = said(look);
  if (now === null) {
    const silent = silentAgent(host, view);
    return without(silent.length > 0 ? silent : [unknown(`${host}: its agent knows of no delayed replica yet`)], '');
  }
  const { state, waitsFor, problem, behindSeconds } = now;
  const behind = behindSeconds === null ? '' : `, ${String(Math.round(behindSeconds))} s behind`;
  if (state === 'replaying' || (state === 'waiting' && waitsFor?.hole !== true)) return without([], `it is ${state}${behind}`);
  const hole = waitsFor?.hole === true ? `: the archive does not have ${waitsFor.segment}` : '';
  const words = `${host}: it is ${state.replace('_', ' ')}${hole}${problem === null ? '' : `: ${problem}`}`;
  return without([{ is: 'no', words }], '');
}

function unknown(words: string): Gap {
  return { is: 'unknown', words };
}
