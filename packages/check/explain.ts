import type { Question, Subject } from './config.ts';
import type { Judgement, Moment } from './judge.ts';
import type { Seen } from './seen.ts';

/** What was asked, what came, what is answered and why, since when. */
export function explain(subject: Subject, question: Question, seen: Seen, judgement: Judgement, moment: Moment): string {
  const { answer, why, memory } = judgement;
  const place = `http://${question.address}:${String(question.port)}${question.path}`;
  const reason = {
    said: 'because that was said',
    held: `because the last answer counts for ${seconds(question.holdMs)} and is ${seconds(age(memory, moment))} old`,
    'hold ended': `because the last answer is ${seconds(age(memory, moment))} old and counts for ${seconds(question.holdMs)} only`,
    'nothing known': 'because there is no earlier answer',
  }[why];
  const since = memory === null || why === 'hold ended' ? '' : `since  ${seconds(moment.nowMs - memory.sinceMs)} ago\n`;
  return [`asked  ${question.method} ${place} (${subject})`, `got    ${seen.words}`, `answer ${answer}, ${reason}`, since].join('\n');
}

function age(memory: Judgement['memory'], moment: Moment): number {
  return memory === null ? 0 : moment.nowMs - memory.atMs;
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}
