import { Metadata } from '@grpc/grpc-js';
import { TamadaError } from '@tamada/core/errors';
import { mostNumber, runPattern } from '../requests/grammar.ts';

const runKey = 'tamada-run';
const fenceKey = 'tamada-fence';

/** The coordinator's run and the number of its lease; null while there is none. */
export interface CallMark {
  readonly run: string;
  readonly fence: number | null;
}

export function writeMark(mark: CallMark): Metadata {
  const metadata = new Metadata();
  if (mark.run !== '') metadata.set(runKey, mark.run);
  if (mark.fence !== null) metadata.set(fenceKey, String(mark.fence));
  return metadata;
}

/** Refuses (`usage`) what is not the name of a run or not a number that Consul could have given. */
export function readMark(metadata: Metadata): CallMark {
  const [run = ''] = metadata.get(runKey);
  const [fence = null] = metadata.get(fenceKey);
  if (run !== '' && !runPattern.test(String(run))) throw refused(runKey);
  if (fence !== null && (!/^[0-9]{1,16}$/.test(String(fence)) || Number(fence) > mostNumber)) throw refused(fenceKey);
  return { run: String(run), fence: fence === null ? null : Number(fence) };
}

function refused(key: string): TamadaError {
  const next = 'use the same version of tamada on both sides';
  return new TamadaError({ code: 'usage', problem: `the call's metadata ${key} is not valid`, next });
}
