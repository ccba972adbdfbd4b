import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeProblem } from '@tamada/core/errors';
import { checkNames } from '@tamada/core/preflight';
import { parseTopology, topologyTemplate } from '@tamada/core/topology';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../packages/agent/arguments.ts';
import { usage as checkUsage } from '../../../packages/check/arguments.ts';
import { runProgram } from '../../../packages/coordinator/cli/program.ts';

const reference = readFileSync('docs/commands.md', 'utf8');
const shared = ['--help', '--json', '--version', '--workspace'];

describe('docs/commands.md', () => {
  test('has a chapter for every command, in the order of the help', async () => {
    const titles = [...reference.matchAll(/^## ([a-z]+)( show)?$/gm)].map(([, name = '']) => name);
    expect(titles).toEqual(subcommands(await help()));
  });

  test.each(['init', 'validate', 'topology show', 'render', 'enroll', 'preflight', 'plan', 'bootstrap', 'apply', 'status'])(
    'has the flags of %s, and no others',
    async (command) => {
      expect(flagsOfChapter(command)).toEqual(flags(await help(...command.split(' '))));
    },
  );

  test('has what explain can be asked', async () => {
    const asked = [...chapter('explain').matchAll(/^\| `explain (\w+)/gm)].map(([, name]) => name);
    expect(asked).toEqual(subcommands(await help('explain')));
  });

  test('has the flags of the programs on a server', () => {
    const agent = parseArguments(['--help']);
    expect(flagsOfChapter('tamada-agent')).toEqual(flags(agent.kind === 'help' ? agent.text : ''));
    expect(flagsOfChapter('tamada-check')).toEqual(flags(checkUsage));
  });

  test('has every check of preflight', () => {
    const rows = [...chapter('preflight').matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(rows).toEqual(checkNames);
  });
});

test('every command that a message, a comment, a help text or a page names is there, with its flags', async () => {
  const known = await commandTree();
  const pages = [...filesBelow('docs', '.md'), 'README.md'].map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const sources = filesBelow('packages')
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.includes('tamada '))
    .map(({ path, text }) => ({ path, text: wordsOfSource(text) }));
  const texts = [...pages, ...sources, ...[...known].map(([path, command]) => ({ path: `help of ${path}`, text: command.help }))];
  const named = texts.flatMap(({ path, text }) => commandsIn(text).map((line) => ({ path, line })));
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(({ line }) => !isKnown(line, known))).toEqual([]);
});

test('its example of validate is what validate says of the template with three mistakes', () => {
  const example = reference.match(/^bad\.yaml:\d.*$/gm);
  const text = topologyTemplate('two-plus-two-plus-one', 'geo')
    .replace('10.10.2.2', '10.10.2.1')
    .replace('role: witness', 'role: whitness')
    .replace('\nclients:', '\nclient:');
  const errors = parseTopology(text, 'bad.yaml').problems.filter(({ level }) => level === 'error');
  expect(example).toEqual(errors.map((problem) => describeProblem('bad.yaml', problem)));
});

test('docs/operating.md quotes words that the programs say', () => {
  const said = filesBelow('packages')
    .map((path) => readFileSync(path, 'utf8'))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
  const quoted = [...readFileSync('docs/operating.md', 'utf8').matchAll(/\*\*`([^`]+)`\*\*/g)].map(([, words = '']) => words);
  expect(quoted.length).toBeGreaterThan(40);
  expect(quoted.filter((words) => !windows(words).some((window) => said.includes(window)))).toEqual([]);
});

/** Names and numbers differ each time: three words in a row that stay the same, or as many as there are. */
function windows(quoted: string): readonly string[] {
  const runs = quoted.split(/\s*\S*[^a-z' ,]\S*\s*/).map((run) => run.split(' ').filter((word) => word !== ''));
  const size = Math.min(3, Math.max(...runs.map((run) => run.length)));
  return runs.flatMap((run) => run.flatMap((_, at) => (at + size <= run.length ? [run.slice(at, at + size).join(' ')] : [])));
}

async function help(...command: string[]): Promise<string> {
  let text = '';
  const stdout = { write: (words: string) => (text += words) };
  const signal = new AbortController().signal;
  await runProgram([...command, '--help'], { stdout, stderr: stdout, noColour: true, signal, now: Date.now, exit: () => undefined });
  return text;
}

function subcommands(text: string): readonly string[] {
  const list = text.slice(text.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)\b/gm);
  return [...list].map(([, name = '']) => name).filter((name) => name !== 'help');
}

function chapter(title: string): string {
  return reference.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
}

function flagsOfChapter(title: string): readonly string[] {
  return flags((chapter(title).match(/^\| `-[^|]*/gm) ?? []).join('\n'));
}

/** Sorted, without those that every command has. */
function flags(text: string): readonly string[] {
  return [...new Set(text.replaceAll(/^ *\$.*$/gm, '').match(/(?<=^|[\s[`])--[a-z][\w-]*/gm))]
    .filter((flag) => !shared.includes(flag))
    .toSorted();
}

/** All strings and comments of a source; what is put into a string is an X. */
function wordsOfSource(source: string): string {
  const words: string[] = source.match(/\/\*\*?[^]*?\*\/|^ *\/\/.*$/gm) ?? [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) words.push(node.text);
    if (ts.isTemplateExpression(node)) words.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('X'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return words.join('\n');
}

/** What stands after `tamada` in backticks, after a prompt, or where a message says what to type. */
function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:`|^ *\$ |\b(?:next|it|us|another|a backup): +|^ {6})tamada ([^`\n]*)/gm)].map(([, line = '']) => line);
}

interface KnownCommand {
  readonly help: string;
  readonly inner: readonly string[];
  readonly flags: readonly string[];
}

/** Names → command; the program itself is the one without a name. */
async function commandTree(path: readonly string[] = []): Promise<ReadonlyMap<string, KnownCommand>> {
  const text = await help(...path);
  const inner = subcommands(text);
  const below = await Promise.all(inner.map((name) => commandTree([...path, name])));
  return new Map([[path.join(' '), { help: text, inner, flags: flags(text) }], ...below.flatMap((one) => [...one])]);
}

/** `a|b` names several; what is written in capitals, or as three dots, stands for any. */
function isKnown(line: string, known: ReadonlyMap<string, KnownCommand>): boolean {
  let path = '';
  let asked = false;
  for (const word of line.replace(/^(-C|--workspace) \S+ /, '').split(/\s+/)) {
    const { inner, flags }: Pick<KnownCommand, 'inner' | 'flags'> = known.get(path) ?? { inner: [], flags: [] };
    const flag = /^\[?(--[a-z][a-z-]*)/.exec(word)?.[1];
    if (flag !== undefined && ![...flags, ...shared].includes(flag)) return false;
    // A command that has others below it may do something itself: what comes after its own flag names none of them.
    asked ||= flag !== undefined && !shared.includes(flag);
    if (inner.length === 0 || flag !== undefined || asked) continue;
    if (/^(help|[A-Z]+…?|…)$/.test(word)) return true;
    const names = word.split('|');
    if (!names.every((name) => inner.includes(name))) return false;
    if (names.length > 1) return true;
    path = `${path} ${word}`.trim();
  }
  return true;
}

function filesBelow(folder: string, ending = '.ts'): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}
