import type { Question, Subject } from './config.ts';
import type { Judgement, Moment } from './judge.ts';
import type { Seen } from './seen.ts';

/** Everything about one run that can be told. */
export interface Run {
  readonly subject: Subject;
  readonly question: Question;
  readonly seen: Seen;
  readonly judgement: Judgement;
  readonly moment: Moment;
}

/** What was asked, what came, what is answered and why, since when. */
export function explain({ subject, question, seen, judgement, moment }: Run): string {
  const old = judgement.memory === null ? 0 : moment.nowMs - judgement.memory.atMs;
  const reason = {
    said: 'because that was said',
    held: `because the last answer counts for ${seconds(question.holdMs)} and is ${seconds(old)} old`,
    'hold ended': `because the last answer is ${seconds(old)} old and counts for ${seconds(question.holdMs)} only`,
    'nothing known': 'because there is no earlier answer',
  }[judgement.why];
  const since = sinceMs(judgement, moment);
  return [
    `asked  ${asked(question)} (${subject})\n`,
    `got    ${seen.words}\n`,
    `answer ${judgement.answer}, ${reason}\n`,
    since === null ? '' : `since  ${seconds(since)} ago\n`,
  ].join('');
}

/** The same as one line for a program; `sinceMs` is a duration, null where nothing is known to have been said. */
export function explainAsJson({ subject, question, seen, judgement, moment }: Run): string {
  const { answer, why } = judgement;
  const told = {
    subject,
    asked: asked(question),
    got: seen.words,
    answer,
    why,
    sinceMs: sinceMs(judgement, moment),
    holdMs: question.holdMs,
  };
  return `${JSON.stringify(told)}\n`;
}

function asked({ method, address, port, path }: Question): string {
  return `${method} http://${address}:${String(port)}${path}`;
}

/** How long the answer has been the same; an answer that only came of silence has no beginning that is known. */
function sinceMs({ answer, why, memory }: Judgement, { nowMs }: Moment): number | null {
  return memory === null || why === 'hold ended' || memory.said !== answer ? null : nowMs - memory.sinceMs;
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}
