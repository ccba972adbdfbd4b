import * as z from 'zod';

const stepSchema = z.object({
  phase: z.string(),
  task: z.string(),
  node: z.string().nullable(),
  result: z.enum(['changed', 'failed']),
  note: z.string(),
  tookMs: z.number(),
});

/** One task of a run that changed something, or that failed. */
export type HistoryStep = Readonly<z.infer<typeof stepSchema>>;

/** What a run leaves in the cluster's history. Entries of earlier versions have less. */
const contentSchema = z.object({
  by: z.string().nullable().default(null),
  tookMs: z.number().nullable().default(null),
  /** The phase in which it failed. */
  phase: z.string().nullable().default(null),
  generation: z.number().default(0),
  ignored: z.array(z.string()).default([]),
  steps: z.array(stepSchema).default([]),
  /** Steps that did not fit. */
  left: z.number().default(0),
  told: z.record(z.string(), z.unknown()).default({}),
});

type HistoryContent = Readonly<z.infer<typeof contentSchema>>;

/** As agents keep it. */
interface KeptEntry {
  readonly run: string;
  readonly kind: string;
  readonly atMs: number;
  readonly json: string;
}

/** An entry of the history as it is shown. */
export interface HistoryRecord {
  readonly run: string;
  readonly sequence: string;
  readonly result: 'done' | 'failed';
  /** When it ended, by the clock of the agent that wrote it down. */
  readonly atMs: number;
  /** The generation before it; null where no earlier entry tells one, and where it brought none. */
  readonly from: number | null;
  /** Null where it cannot be read. */
  readonly content: HistoryContent | null;
}

/** A run that failed has a kind of its own: who looks for one that ended well must not take it for that. */
const failedKind = /^(.+)_failed$/;

export function kindOfRun(sequence: string, result: 'done' | 'failed'): string {
  return result === 'done' ? sequence : `${sequence}_failed`;
}

/** Entries as they are shown, in their order: oldest first. */
export function readEntries(entries: readonly KeptEntry[]): readonly HistoryRecord[] {
  let before: number | null = null;
  return entries.map(({ run, kind, atMs, json }) => {
    const content = readContent(json);
    const sequence = failedKind.exec(kind)?.[1] ?? kind;
    const generation = content?.generation ?? 0;
    const from = generation > 0 ? before : null;
    if (generation > 0) before = generation;
    return { run, sequence, result: sequence === kind ? 'done' : 'failed', atMs, from, content } as const;
  });
}

function readContent(json: string): HistoryContent | null {
  try {
    return contentSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** Agents take entries of 64 KiB, with their frame. */
const mostBytes = 56 * 1024;
const longestNote = 200;

/** The text of an entry; the last steps are left out, and counted, where all of them are too many. */
export function entryJson(content: Readonly<Record<string, unknown>>, steps: readonly HistoryStep[]): string {
  const short = steps.map((step) => ({ ...step, note: step.note.slice(0, longestNote) }));
  for (let kept = short.length; ; kept = Math.floor(kept / 2)) {
    const left = short.length - kept;
    const json = JSON.stringify({ ...content, steps: short.slice(0, kept), ...(left === 0 ? {} : { left }) });
    if (kept === 0 || new TextEncoder().encode(json).length <= mostBytes) return json;
  }
}
