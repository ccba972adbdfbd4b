import { drainedSlot, writtenForms } from '@tamada/core/bundle';
import type { ErrorDetail } from '@tamada/core/errors';

const hidden = '***';
/** Shorter pieces of a secret tell nothing, and would take ordinary words out of every text. */
const piece = 4;

/** Takes secrets out of a text that somebody else wrote. */
export type Mask = (text: string) => string;

/** Hides every four characters in a row that stand in one of the values, as it is or as a file would quote it. Linear in the text. */
export function maskOf(values: Iterable<string>): Mask {
  const pieces = new Set<string>();
  for (const value of values) {
    for (const form of writtenForms(withoutFrame(value))) {
      for (let at = 0; at + piece <= form.length; at += 1) pieces.add(form.slice(at, at + piece));
    }
  }
  return (text) => {
    if (pieces.size === 0) return text;
    const shown: string[] = [];
    let [from, hiddenTo] = [0, -1];
    for (let at = 0; at + piece <= text.length; at += 1) {
      if (!pieces.has(text.slice(at, at + piece))) continue;
      if (at > hiddenTo) shown.push(text.slice(from, at), hidden);
      from = hiddenTo = at + piece;
    }
    return [...shown, text.slice(from)].join('');
  };
}

/** The first and the last line of a PEM are no secret. */
function withoutFrame(value: string): string {
  return value.includes('-----BEGIN ') ? value.replaceAll(/-----(?:BEGIN|END) [A-Z ]{1,40}-----/g, '') : value;
}

/** A text of the same shape: letters stay letters, and hexadecimal ones such; digits and marks stay, so that quoting can be judged. */
export function standIn(name: string, value: string): string {
  if (isOpenSlot(name)) return value;
  const shaped = (text: string): string =>
    text.replaceAll(/[a-f]/g, 'a').replaceAll(/[g-z]/g, 'x').replaceAll(/[A-F]/g, 'A').replaceAll(/[G-Z]/g, 'X').replaceAll(/[0-9]/g, '1');
  return value
    .split(/(-----(?:BEGIN|END) [A-Z ]{1,40}-----)/)
    .map((part, index) => (index % 2 === 1 ? part : shaped(part)))
    .join('');
}

/** No secret: what every peer is shown anyway, and a plain yes or no. */
export function isOpenSlot(name: string): boolean {
  return name === drainedSlot || name === 'tls.authority' || /^tls\.([a-z]+\.)?certificate$/.test(name);
}

/** The same detail with what programs said masked; names and paths are ours. */
export function maskDetail(detail: ErrorDetail, mask: Mask): ErrorDetail {
  const fields = Object.entries(detail).map(([name, value]: [string, unknown]) => {
    return [name, foreign.has(name) && typeof value === 'string' ? mask(value) : value] as const;
  });
  return Object.fromEntries(fields) as unknown as ErrorDetail;
}

const foreign: ReadonlySet<string> = new Set(['output', 'problem', 'seen']);

const secretWord = /password|passwd|secret|token|encrypt|passphrase|initial_management|^master$/i;

/** A text without the values of keys that sound like secrets, and without private keys. Lines with a slot have nothing to hide. */
export function maskKeys(text: string): string {
  let inKey = false;
  return text
    .split('\n')
    .flatMap((line) => {
      if (inKey) {
        inKey = !line.includes('-----END ');
        return inKey ? [] : [line.slice(line.indexOf('-----END '))];
      }
      if (line.includes('-----BEGIN ') && line.includes('PRIVATE KEY-----')) {
        inKey = !line.includes('-----END ');
        return inKey ? [line.slice(0, line.indexOf('PRIVATE KEY-----') + 16), hidden] : [hidden];
      }
      return [maskLine(line)];
    })
    .join('\n');
}

function maskLine(line: string): string {
  if (line.includes('@{slot:')) return line;
  const [start, key = ''] =
    /^[ \t]*(?:- )?["']?([\w.-]{1,200})["']?[ \t]*[:=][ \t]*(?=\S)/.exec(line) ?? /^[ \t]*(auth_pass)[ \t]+(?=\S)/.exec(line) ?? [];
  return start !== undefined && (secretWord.test(key) || key === 'auth_pass') ? `${start}${hidden}` : line;
}
