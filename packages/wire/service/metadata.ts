import { Metadata } from '@grpc/grpc-js';

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

/** A fence that is no number counts as the lowest, so that it is refused wherever one was seen. */
export function readMark(metadata: Metadata): CallMark {
  const [run] = metadata.get(runKey);
  const [fence] = metadata.get(fenceKey);
  const number = Number(fence);
  return {
    run: typeof run === 'string' ? run : '',
    fence: fence === undefined ? null : Number.isSafeInteger(number) ? number : -1,
  };
}
