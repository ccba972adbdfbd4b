import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../scripts/lab/cli/arguments.ts';
import type { Command } from '../../../scripts/lab/cli/command.ts';
import { entries, helpText } from '../../../scripts/lab/cli/help.ts';
import { exitCodes, LabError } from '../../../scripts/lab/lab-error.ts';

const words = (line: string): readonly string[] => line.split(' ').filter(Boolean);

function refusal(line: string): LabError {
  try {
    parseArguments(words(line));
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error(`${line} was taken`);
}

describe('the command line', () => {
  test.each<readonly [string, Command]>([
    ['', { kind: 'help', about: null }],
    ['--help', { kind: 'help', about: null }],
    ['help cut', { kind: 'help', about: 'cut' }],
    ['cut --help', { kind: 'help', about: 'cut' }],
    ['up', { kind: 'up', from: undefined }],
    ['up --from enrolled', { kind: 'up', from: 'enrolled' }],
    ['down', { kind: 'down' }],
    ['status --json', { kind: 'status', json: true }],
    ['shell pg-a1-1', { kind: 'run', place: 'pg-a1-1', argv: ['bash', '-l'] }],
    ['shell pg-a1-1 consul --help', { kind: 'run', place: 'pg-a1-1', argv: ['consul', '--help'] }],
    ['ops ping -c1 10.10.1.1', { kind: 'run', place: 'ops', argv: ['ping', '-c1', '10.10.1.1'] }],
    ['tamada status --json', { kind: 'tamada', argv: ['status', '--json'] }],
    ['tamada --help', { kind: 'tamada', argv: ['--help'] }],
    ['kill backup', { kind: 'kill', host: 'backup' }],
    ['cut a1', { kind: 'cut', segment: 'a1', other: undefined }],
    ['cut a1 ops', { kind: 'cut', segment: 'a1', other: 'ops' }],
    ['delay a2 20', { kind: 'delay', datacenter: 'a2', milliseconds: 20, lossPercent: 0 }],
    ['delay a2 2.5 1.5%', { kind: 'delay', datacenter: 'a2', milliseconds: 2.5, lossPercent: 1.5 }],
    ['checkpoint bare', { kind: 'checkpoint', name: 'bare' }],
  ])('%s', (line, command) => {
    expect(parseArguments(words(line))).toEqual(command);
  });

  test.each([
    ['frob', '--help'],
    ['up --to x', 'up [--from NAME]'],
    ['up --from', 'up [--from NAME]'],
    ['kill', 'kill HOST'],
    ['kill ops', 'pg-a1-1 pg-a1-2'],
    ['kill backup arb-a3', 'kill HOST'],
    ['cut', 'cut DC [DC]'],
    ['cut a1 a1', 'cut DC [DC]'],
    ['cut b1', 'a1 a2 a3 ops'],
    ['delay ops 5', 'a1 a2 a3'],
    ['delay a1 -5', 'delay DC MS'],
    ['delay a1 5 101', 'delay DC MS'],
    ['checkpoint ../x', 'small letters'],
    ['status --xml', 'status [--json]'],
  ])('%s is refused and says what would be right', (line, next) => {
    const error = refusal(line);
    expect(exitCodes[error.code]).toBe(2);
    expect(error.next).toContain(next);
  });

  test('help names every command', () => {
    const text = helpText(null);
    for (const [name, { usage }] of Object.entries(entries)) {
      expect(text).toContain(usage);
      expect(helpText(name)).toContain(usage);
    }
  });
});
