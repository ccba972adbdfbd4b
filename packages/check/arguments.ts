import { subjects, type Subject } from './config.ts';

export interface CheckArguments {
  readonly subject: Subject;
  /** How the answer is told; `silent` is keepalived's way, and the only one that remembers the answer. */
  readonly report: 'silent' | 'text' | 'json';
  readonly config: string;
}

/** A question about the program itself. */
export type About = 'help' | 'version';

export const usage = 'usage: tamada-check leader|haproxy [--explain] [--json] [--config FILE]';

/** What was asked for; the problem as text where it means nothing. */
export function parseArguments(words: readonly string[]): CheckArguments | { readonly about: About } | { readonly problem: string } {
  let subject: Subject | undefined;
  let report: CheckArguments['report'] = 'silent';
  let config = '/etc/tamada/check.json';
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const named = subjects.find((candidate) => candidate === word);
    const next = words[index + 1];
    if (named !== undefined && subject === undefined) subject = named;
    else if (word === '--json') report = 'json';
    else if (word === '--explain') report = report === 'json' ? 'json' : 'text';
    else if (word === '--config' && next !== undefined) [config, index] = [next, index + 1];
    else if (word === '--help') return { about: 'help' };
    else if (word === '--version') return { about: 'version' };
    else return { problem: word === '--config' ? '--config needs a file' : `unknown argument "${word}"` };
  }
  return subject === undefined ? { problem: 'say what to check' } : { subject, report, config };
}
