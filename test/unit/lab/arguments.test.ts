import { describe, expect, test } from 'vitest';
import { parseArguments, type Command } from '../../../scripts/lab/cli/arguments.ts';
import { exitCodes, LabError } from '../../../scripts/lab/lab-error.ts';

const words = (line: string): readonly string[] => line.split(' ').filter(Boolean);

function refusal(line: string): LabError {
  try {
    parseArguments(words(line), () => undefined);
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error(`${line} was taken`);
}

describe('the command line', () => {
  test.each<readonly [string, Command]>([
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
    expect(parseArguments(words(line), () => undefined)).toEqual(command);
  });

  test.each([
    ['frob', "unknown command 'frob'", '--help'],
    ['up --to x', "unknown option '--to'", 'up [options]'],
    ['up --from', 'argument missing', 'up [options]'],
    ['kill', "missing required argument 'host'", 'kill [options] <host>'],
    ['kill ops', 'pg-a1-1, pg-a1-2', 'kill'],
    ['kill backup arb-a3', 'too many arguments', 'kill'],
    ['cut', "missing required argument 'dc'", 'cut [options] <dc> [dc]'],
    ['cut a1 a1', 'from itself', 'cut'],
    ['cut b1', 'a1, a2, a3, ops', 'cut'],
    ['delay ops 5', 'a1, a2, a3', 'delay [options] <dc> <ms>'],
    ['delay a1 -5', 'from 0 to 60000', 'delay'],
    ['delay a1 5 101', 'from 0 to 100', 'delay'],
    ['checkpoint ../x', 'not a valid name for a checkpoint', 'small letters'],
    ['status --xml', "unknown option '--xml'", 'status'],
  ])('%s is refused: %s', (line, problem, next) => {
    const error = refusal(line);
    expect(exitCodes[error.code]).toBe(2);
    expect(error.message).toContain(problem);
    expect(error.next).toContain(next);
  });

  test.each([
    ['', 'delay'],
    ['--help', 'TAMADA_LAB_DIR'],
    ['help cut', 'cut [options] <dc> [dc]'],
    ['cut --help', 'stands for the operator'],
  ])('%s prints help', (line, text) => {
    const printed: string[] = [];
    expect(parseArguments(words(line), (part) => printed.push(part))).toBeNull();
    expect(printed.join('')).toContain(text);
  });
});
