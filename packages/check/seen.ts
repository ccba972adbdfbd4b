/** What the program said: it holds, it does not, or nothing that counts as an answer. `words` say what came. */
export interface Seen {
  readonly said: 'yes' | 'no' | 'unknown';
  readonly words: string;
}

/** Reads an HTTP answer. 200 and 503 are Patroni's and HAProxy's two words; everything else is no answer. */
export function readAnswer(how: string, text: string): Seen {
  switch (how) {
    case 'answered': {
      const line = text.split('\r').join('').split('\n')[0] ?? '';
      const status = /^HTTP\/1\.[01] (\d{3})( |$)/.exec(line)?.[1];
      if (status === '200') return { said: 'yes', words: '200' };
      if (status === '503') return { said: 'no', words: '503' };
      return { said: 'unknown', words: status ?? 'something that is not HTTP' };
    }
    case 'refused':
      // The kernel's own answer: nothing listens, so the program does not run.
      return { said: 'no', words: 'connection refused' };
    case 'timeout':
      return { said: 'unknown', words: 'no answer in time' };
    case 'closed':
      return { said: 'unknown', words: 'closed before an answer' };
    default:
      return { said: 'unknown', words: text };
  }
}
