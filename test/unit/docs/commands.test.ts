import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeProblem } from '@tamada/core/errors';
import { checkNames } from '@tamada/core/preflight';
import { parseTopology, topologyTemplate } from '@tamada/core/topology';
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

  test.each(['init', 'validate', 'topology show', 'render', 'enroll', 'preflight', 'plan', 'bootstrap', 'status'])(
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

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}
