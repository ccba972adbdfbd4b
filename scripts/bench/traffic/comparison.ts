import { median, spread, type BrokenLimits } from '../benchmark.ts';
import type { Gaps } from './gaps.ts';

export interface Comparison {
  readonly rows: readonly (readonly string[])[];
  /** Where our median is longer than that by hand. */
  readonly broken: BrokenLimits;
}

const vips = [
  { vip: 'the VIP of the leader’s datacentre', msOf: ({ homeMs }: Gaps) => homeMs },
  { vip: 'the VIP of the other datacentre', msOf: ({ otherMs }: Gaps) => otherMs },
] as const;

/** Our gaps against those by hand, for each event and VIP: medians, and the least and the most of the rounds. */
export function compareGaps(events: readonly Gaps['event'][], ours: readonly Gaps[], byHand: readonly Gaps[]): Comparison {
  const compared = events.flatMap((event) => {
    const of = (gaps: readonly Gaps[]): readonly Gaps[] => gaps.filter((gap) => gap.event === event);
    const [mine, theirs] = [of(ours), of(byHand)];
    const judged = vips.map(({ vip, msOf }) => judge(`${event}, ${vip}`, mine.map(msOf), theirs.map(msOf)));
    const reconnects = [mine, theirs].map((gaps) =>
      spread(
        gaps.map(({ lost }) => lost),
        String,
      ),
    );
    return [...judged, { row: [`${event}, reconnects`, ...reconnects, ''], broken: [] }];
  });
  return { rows: [['', 'ours', 'by hand', ''], ...compared.map(({ row }) => row)], broken: compared.flatMap(({ broken }) => broken) };
}

/** A median that is no number is no better one. */
function judge(
  what: string,
  ours: readonly number[],
  byHand: readonly number[],
): { readonly row: readonly string[]; readonly broken: BrokenLimits } {
  const [mine, theirs] = [median(ours), median(byHand)];
  const worse = !(mine <= theirs);
  const row = [what, spread(ours, inSeconds), spread(byHand, inSeconds), worse ? 'worse' : mine < theirs ? 'better' : 'equal'];
  return { row, broken: worse ? [`${what}: ours ${inSeconds(mine)} s, by hand ${inSeconds(theirs)} s`] : [] };
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
