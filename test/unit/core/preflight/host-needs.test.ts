import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { directoryTable, fileTable } from '@tamada/core/platform';
import { checkNames } from '@tamada/core/preflight';
import { bootstrapSequence, phaseTasks } from '@tamada/core/sequence';
import { describe, expect, test } from 'vitest';
import { topology } from '../../../builders/cluster.ts';

const page = readFileSync('docs/hosts.md', 'utf8');
const quoted = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word));
const chapter = (title: string): string => page.split(/^## /m).find((part) => part.startsWith(title))!;
const cells = (line: string): readonly string[] => line.split('|').map((cell) => cell.trim());

describe('what a host must be', () => {
  test('every check of preflight is asked by some step', () => {
    const asked = quoted(
      chapter('By step')
        .split('\n')
        .map((line) => cells(line)[3] ?? '')
        .join('\n'),
    );
    expect(checkNames.filter((name) => !asked.has(name))).toEqual([]);
  });

  test('every task of bootstrap has its row', () => {
    const sequences = (['managed', 'external'] as const).map((packages) => bootstrapSequence(topology({ packages }), { observed: [] }));
    const kinds = new Set(sequences.flat().flatMap((phase) => phaseTasks(phase).map(({ kind }) => kind)));
    const rows = quoted(
      chapter('By step')
        .split('\n')
        .map((line) => cells(line)[1] ?? '')
        .join('\n'),
    );
    expect([...kinds].filter((kind) => !rows.has(kind))).toEqual([]);
  });

  test('every folder that a bundle makes or writes into has its row', () => {
    const rows = quoted(chapter('By place'));
    const folders = (['debian', 'rhel'] as const).flatMap((platform) =>
      (['database', 'witness', 'backup'] as const).flatMap((role) => [
        ...directoryTable(role, platform, 15).map(({ path }) => path),
        ...fileTable(role, platform, 15).map(({ path }) => dirname(path)),
      ]),
    );
    expect([...new Set(folders)].filter((folder) => !rows.has(folder))).toEqual([]);
  });
});
