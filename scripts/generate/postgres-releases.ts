import { readFile, writeFile } from 'node:fs/promises';
import type { Generator } from './generator.ts';
import { answerFile } from './postgres/ask-server.ts';

/** Major versions that a topology may ask for. */
export const majors: readonly number[] = [15];

/** What each PostgreSQL says about its parameters, encodings and time zones, from the answer that a real server gave. */
export const postgresReleases: Generator = {
  name: 'PostgreSQL releases',
  output: 'packages/core/topology/generated/postgres-releases.ts',
  async generate(target) {
    const releases = await Promise.all(majors.map(async (major) => `  ${major}: ${release(await readFile(answerFile(major), 'utf8'))},\n`));
    await writeFile(target, `${head}${releases.join('')}};\n`);
  },
};

const head = `\
// Made by scripts/generate/postgres-releases.ts from what real servers said (scripts/generate/postgres).
import type { PostgresRelease } from '../parameters/release.ts';

export const postgresReleases: Readonly<Record<number, PostgresRelease>> = {
`;

function release(answer: string): string {
  const rows = answer
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map((field) => (field === '\\N' ? null : field)));
  const of = (kind: string): (string | null)[][] => rows.filter(([first]) => first === kind).map(([, ...fields]) => fields);
  const names = (kind: string): string =>
    of(kind)
      .map(([name]) => quote(name ?? ''))
      .join(', ');
  const parameters = of('parameter').map((fields) => `      ${fields[0] ?? ''}: ${parameter(fields)},\n`);
  return [
    `{\n    source: ${names('version')},\n`,
    `    parameters: {\n${parameters.join('')}    },\n`,
    `    encodings: [${names('encoding')}],\n    timezones: [${names('timezone')}],\n  }`,
  ].join('');
}

function parameter([, type = '', context = '', unit = '', least = '', most = '', values = '', octal = '']: (string | null)[]): string {
  const parts = [`type: ${quote(type ?? '')}`, `context: ${quote(context ?? '')}`];
  if (unit !== null) parts.push(`unit: ${quote(unit)}`);
  if (least !== null && most !== null) parts.push(`least: ${least}, most: ${most}`);
  if (values !== null) parts.push(`values: [${values.split('|').map(quote).join(', ')}]`);
  if (octal !== null) parts.push('octal: true');
  return `{ ${parts.join(', ')} }`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
