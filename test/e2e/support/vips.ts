import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '@tamada/runtime';
import { hosts, type Host, type LabView } from '../../../scripts/lab/index.ts';
import { namespaceFile } from '../../../scripts/lab/paths.ts';
import { vipPlaces, vips, type VipPlace } from '../../../scripts/cluster/known.ts';
import { repository } from '../../../scripts/repository.ts';

/** A time in which the same hosts held a VIP. Milliseconds since the epoch. */
export interface Span {
  readonly holders: readonly Host[];
  readonly fromMs: number;
  readonly toMs: number;
}

type Line =
  | { readonly kind: 'holders'; readonly atMs: number; readonly holders: Readonly<Record<string, readonly Host[]>> }
  | { readonly kind: 'done'; readonly samples: number; readonly longestPauseMs: number };

/** Looks at both VIPs' holders all the time, from outside, also at hosts that are frozen or off. */
export interface VipWatch {
  readonly holders: (place: VipPlace) => readonly Host[];
  readonly spans: (place: VipPlace, sinceMs?: number) => readonly Span[];
  /** The hosts that held it alone, one after the other. */
  readonly path: (place: VipPlace, sinceMs?: number) => readonly Host[];
  /** The longest time with this many holders. */
  readonly longestWith: (place: VipPlace, count: number, sinceMs?: number) => number;
  readonly untilHeldBy: (place: VipPlace, host: Host, deadlineMs?: number) => Promise<void>;
  /** How often it looked, and its longest pause. */
  readonly stop: () => Promise<{ readonly samples: number; readonly longestPauseMs: number }>;
}

const pauseMs = 20;

export async function watchVips(lab: LabView): Promise<VipWatch> {
  const script = join(repository, 'test/e2e/support/vip-holders.py');
  const namespaces = hosts.map((host) => `${host}=${namespaceFile(lab.paths, host)}`);
  const argv = ['python3', script, String(pauseMs), Object.values(vips).join(), ...namespaces];
  const child = lab.spawnIn('ops', argv, ['ignore', 'pipe', 'inherit']);
  if (child.stdout === null) throw new Error('the watch has no stdout');
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => lines.push(JSON.parse(text) as Line));
  const closed = once(child, 'close');
  const spans = (place: VipPlace, sinceMs = 0): readonly Span[] => spansOf(lines, vips[place], sinceMs);
  const holders = (place: VipPlace): readonly Host[] => spans(place).at(-1)?.holders ?? [];
  const look = (condition: string, ready: () => boolean, deadlineMs: number): Promise<void> =>
    until({
      condition,
      deadlineMs,
      intervalMs: 20,
      look: () =>
        Promise.resolve(
          ready()
            ? { ready: true, value: undefined }
            : { ready: false, seen: vipPlaces.map((place) => holders(place).join('+')).join(' ') },
        ),
    });
  await look('the watch looks', () => lines.length > 0, 120_000);
  return {
    holders,
    spans,
    path: (place, sinceMs) => pathOf(spans(place, sinceMs)),
    longestWith: (place, count, sinceMs) =>
      Math.max(0, ...spans(place, sinceMs).flatMap((span) => (span.holders.length === count ? [span.toMs - span.fromMs] : []))),
    untilHeldBy: (place, host, deadlineMs = 300_000) =>
      look(`the VIP of ${place} is on ${host}`, () => holders(place).join() === host, deadlineMs),
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
      const last = lines.at(-1);
      if (last?.kind !== 'done') throw new Error('the watch ended early');
      return last;
    },
  };
}

function spansOf(lines: readonly Line[], address: string, sinceMs: number): readonly Span[] {
  const spans: Span[] = [];
  const changes = lines.filter((line) => line.kind === 'holders');
  for (const [index, { atMs, holders }] of changes.entries()) {
    const [now, toMs] = [holders[address] ?? [], changes[index + 1]?.atMs ?? Date.now()];
    const last = spans.at(-1);
    if (last?.holders.join() === now.join()) spans[spans.length - 1] = { ...last, toMs };
    else spans.push({ holders: now, fromMs: atMs, toMs });
  }
  return spans.filter(({ toMs }) => toMs > sinceMs).map((span) => ({ ...span, fromMs: Math.max(span.fromMs, sinceMs) }));
}

function pathOf(spans: readonly Span[]): readonly Host[] {
  const alone = spans.flatMap(({ holders: [first, second] }) => (first !== undefined && second === undefined ? [first] : []));
  return alone.filter((host, index) => host !== alone[index - 1]);
}
