import { nearestHint } from '../nearest.ts';
import { releaseOf } from '../parameters/bounds.ts';
import type { Rule } from './rule.ts';

/** PostgreSQL converts from and to these, but keeps no database in them. */
const clientOnly: readonly string[] = ['SJIS', 'BIG5', 'GBK', 'UHC', 'GB18030', 'JOHAB', 'SHIFT_JIS_2004'];

/** The second part of a locale's name, in small letters and digits, and the encoding that it brings. */
const codesets: Readonly<Record<string, string>> = {
  utf8: 'UTF8',
  ...Object.fromEntries([1, 2, 3, 4].map((part) => [`iso8859${part}`, `LATIN${part}`])),
  ...Object.fromEntries([5, 6, 7, 8].map((part) => [`iso8859${part}`, `ISO_8859_${part}`])),
  ...{ iso88599: 'LATIN5', iso885910: 'LATIN6', iso885913: 'LATIN7', iso885914: 'LATIN8', iso885915: 'LATIN9', iso885916: 'LATIN10' },
  ...{ koi8r: 'KOI8R', koi8u: 'KOI8U', eucjp: 'EUC_JP', euckr: 'EUC_KR', euctw: 'EUC_TW', euccn: 'EUC_CN', gb2312: 'EUC_CN' },
  ...Object.fromEntries([1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [`cp${page}`, `WIN${page}`])),
};

/** As PostgreSQL compares names of encodings. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

const encodingKnown: Rule = {
  name: 'encoding-known',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres: { encoding, version } }) => {
    const known = releaseOf(version).encodings.filter((name) => !clientOnly.includes(name));
    if (known.some((name) => fold(name) === fold(encoding))) return [];
    const problem = `PostgreSQL keeps no database in the encoding ${encoding}`;
    return [{ path: ['postgres', 'encoding'], at: 'value', problem, hint: nearestHint(encoding, known, 'encodings') }];
  },
};

/** initdb refuses a pair that does not fit. */
const encodingLocale: Rule = {
  name: 'encoding-locale',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres: { encoding, locale } }) => {
    if (['C', 'POSIX'].includes(locale) || fold(encoding) === 'sqlascii') return [];
    const at = { path: ['postgres', 'locale'], at: 'value' } as const;
    const codeset = /\.([^@]+)/.exec(locale)?.[1];
    if (codeset === undefined) {
      return [
        { ...at, problem: `the locale ${locale} does not say its encoding`, hint: `write \`${locale.replace(/(@|$)/, '.UTF-8$1')}\`` },
      ];
    }
    const brings = codesets[fold(codeset)];
    if (brings === undefined) {
      return [{ ...at, problem: `PostgreSQL keeps no database in ${codeset}, the encoding of ${locale}`, hint: 'for example `C.UTF-8`' }];
    }
    if (fold(brings) === fold(encoding)) return [];
    const hint = `write \`encoding: ${brings}\`, or a locale of ${encoding}; C goes with every encoding`;
    return [{ ...at, problem: `the locale ${locale} needs the encoding ${brings}, not ${encoding}`, hint }];
  },
};

export const encodingRules: readonly Rule[] = [encodingKnown, encodingLocale];
