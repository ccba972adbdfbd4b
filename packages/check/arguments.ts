import { subjects, type Subject } from './config.ts';

export interface CheckArguments {
  readonly subject: Subject;
  readonly explain: boolean;
  readonly config: string;
}

export const usage = 'usage: tamada-check leader|haproxy [--explain] [--config FILE]';

/** What was asked for; the problem as text where it means nothing. */
export function parseArguments(words: readonly string[]): CheckArguments | string {
  let subject: Subject | undefined;
  let explain = false;
  let config = '/etc/tamada/check.json';
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const named = subjects.find((candidate) => candidate === word);
    if (named !== undefined && subject === undefined) subject = named;
    else if (word === '--explain') explain = true;
    else if (word === '--config' && words[index + 1] !== undefined) config = words[++index] ?? config;
    else return `unknown argument ${word}`;
  }
  return subject === undefined ? 'say what to check' : { subject, explain, config };
}
