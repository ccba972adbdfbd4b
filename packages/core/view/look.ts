import * as z from 'zod';

export { absent } from '../foreign/index.ts';

/**
 * Why a source said nothing. `timeout`: it was asked and kept silent, which proves nothing. `refused`: nobody listens there, which is
 * evidence. `failed`: it answered, but not what was asked (an error, or nothing that can be read). `not_asked`: what has to come first is
 * missing (a token, another answer), so that there was no question.
 */
export const silenceReasons = ['timeout', 'refused', 'failed', 'not_asked'] as const;
export type SilenceReason = (typeof silenceReasons)[number];

/** No answer, and why; `waitedMs` is how long it was waited for. Silence is never a no. */
export interface Silence {
  readonly answer: 'silent';
  readonly why: SilenceReason;
  /** For people; one line. */
  readonly problem: string;
  readonly waitedMs: number;
}

/** What one source said when it was asked, or its silence. Where the role has no such source there is null instead of a look. */
export type Look<T> = { readonly answer: 'said'; readonly said: T; readonly waitedMs: number } | Silence;

/** The schema of a look; on the wire both kinds are one message whose other fields are absent. */
export function look<T>(said: z.ZodType<T>): z.ZodType<Look<T>> {
  return z.discriminatedUnion('answer', [
    z.object({ answer: z.literal('said'), said, waitedMs: z.number() }),
    z.object({ answer: z.literal('silent'), why: z.enum(silenceReasons).catch('failed'), problem: z.string(), waitedMs: z.number() }),
  ]);
}

/** What the source said; null where it was silent, and where there is no such source. */
export function said<T>(source: Look<T> | null | undefined): T | null {
  return source?.answer === 'said' ? source.said : null;
}

/** The source's silence; null where it spoke, and where there is no such source. */
export function silence(source: Look<unknown> | null | undefined): Silence | null {
  return source?.answer === 'silent' ? source : null;
}
