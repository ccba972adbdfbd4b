/** What is wrong with a line of pg_hba.conf, and what would be right. */
export interface HbaMistake {
  readonly problem: string;
  readonly hint: string;
}

/** One word as PostgreSQL reads it; a quoted one means itself, whatever it says. */
export interface HbaWord {
  readonly text: string;
  readonly quoted: boolean;
}

/** A line as fields; each is a list of words that had commas between them. */
export type HbaFields = readonly (readonly HbaWord[])[];

/** PostgreSQL drops a longer word. */
const longest = 255;

export const hbaShape = 'write `hostssl DATABASE USER ADDRESS METHOD`, for example `hostssl all all 10.0.0.0/8 scram-sha-256`';

/** Cuts a line into fields as PostgreSQL does: a comma right behind a word goes on with its field, a blank ends it; `""` is a quote in quotes. */
export function readHbaLine(line: string): HbaFields | HbaMistake {
  if (line.endsWith('\\')) return { problem: 'a backslash at the end swallows the next line', hint: 'remove it' };
  const fields: HbaWord[][] = [];
  let open = false;
  let rest = line.trimStart();
  while (rest !== '') {
    const [matched, inner] = /^((?:"(?:[^"]|"")*"|[^\s,"#])+)/.exec(rest) ?? [];
    if (matched === undefined || inner === undefined) {
      if (rest.startsWith('#'))
        return { problem: 'a line of pg_hba.conf, not a comment, belongs here', hint: 'comment in cluster.yaml instead' };
      if (rest.startsWith('"')) return { problem: 'a quote is not closed', hint: hbaShape };
      return { problem: 'a comma stands where a word must be', hint: 'in a list one comma follows each word, without a blank before it' };
    }
    const word = {
      text: inner.replaceAll(/"((?:[^"]|"")*)"/g, (_, text: string) => text.replaceAll('""', '"')),
      quoted: inner.startsWith('"'),
    };
    if (byteLength(word.text) > longest) return { problem: `a word is longer than ${longest} bytes`, hint: 'PostgreSQL drops it' };
    if (word.text === '') return { problem: 'a word is empty', hint: hbaShape };
    if (open) fields.at(-1)?.push(word);
    else fields.push([word]);
    const [gap = ''] = /^(,\s*|\s+)?/.exec(rest.slice(matched.length)) ?? [];
    open = gap.includes(',');
    rest = rest.slice(matched.length + gap.length);
    if (rest !== '' && gap === '' && !rest.startsWith('#') && !rest.startsWith('"'))
      return { problem: 'a quote stands inside a word', hint: hbaShape };
  }
  if (open) return { problem: 'the line ends with a comma', hint: hbaShape };
  return fields.length === 0 ? { problem: 'the line is empty', hint: hbaShape } : fields;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
