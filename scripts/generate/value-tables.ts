import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeFields, managedParameters, parameterBounds, releaseOf, topologyLimits } from '@tamada/core/topology';
import { format } from 'prettier';
import { repository } from '../repository.ts';
import type { Generator } from './generator.ts';
import { majors } from './postgres-releases.ts';

const page = 'docs/values.md';

/** The page of the documentation that says what each value is checked against: the prose is ours, what stands between the marks is made. */
export const valueTables: Generator = {
  name: 'tables of values',
  output: page,
  async generate(target) {
    const written = await readFile(join(repository, page), 'utf8');
    const text = Object.entries(tables()).reduce((whole, [name, table]) => between(whole, name, table), written);
    await writeFile(target, await format(text, { parser: 'markdown', printWidth: 140, singleQuote: true }));
  },
};

function tables(): Readonly<Record<string, string>> {
  return {
    fields: rows(
      ['field', 'who reads it', 'its shape', '`validate` asks', 'preflight asks', 'known only afterwards'],
      freeFields.map(({ path, readers, shape, validate, preflight, afterwards }) => [
        `\`${path}\``,
        readers,
        shape,
        validate.map((name) => `\`${name}\``).join(', '),
        preflight.map((name) => `\`${name}\``).join(', '),
        afterwards ?? '',
      ]),
    ),
    limits: rows(
      ['where', 'at most', 'why'],
      topologyLimits.map(({ path, most, what, why }) => [`\`${path.join('.')}\``, `${most.toLocaleString('en')} ${what}`, why]),
    ),
    bounds: rows(
      ['parameter', 'least', 'most', 'why'],
      Object.entries(parameterBounds).map(([name, { least, most, or, why }]) => {
        const unit = releaseOf(majors[0] ?? 0).parameters[name]?.unit;
        const counted = (value: number | undefined): string =>
          value === undefined ? '' : `${value}${unit === undefined ? '' : ` × ${unit}`}`;
        return [`\`${name}\``, `${counted(least)}${or === undefined ? '' : `, or ${or}`}`, counted(most), why];
      }),
    ),
    managed: rows(
      ['parameter', 'instead'],
      Object.entries(managedParameters).map(([name, hint]) => [`\`${name}\``, hint]),
    ),
    sources: majors.map((major) => `- ${releaseOf(major).source}`).join('\n'),
  };
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function between(text: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has no marks between which ${name} goes`);
  return `${before}${start}\n\n${table}\n\n${end}${after}`;
}
