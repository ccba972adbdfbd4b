import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../../packages/coordinator/cli/program.ts';

async function run(...argv: string[]): Promise<{ code: number | undefined; stdout: string; stderr: string }> {
  const seen: { code: number | undefined; stdout: string; stderr: string } = { code: undefined, stdout: '', stderr: '' };
  await runProgram(argv, {
    stdout: { write: (text) => (seen.stdout += text) },
    stderr: { write: (text) => (seen.stderr += text) },
    noColour: true,
    signal: new AbortController().signal,
    now: Date.now,
    exit: (code) => (seen.code = code),
  });
  return seen;
}

describe('the command line', () => {
  test('help lists the commands and exits with 0', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of [
      'init',
      'validate',
      'topology',
      'render',
      'enroll',
      'preflight',
      'plan',
      'bootstrap',
      'status',
      'backup',
      'delayed',
      'restore',
      'job',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    for (const code of [0, 1, 2, 3, 4]) expect(stdout).toMatch(new RegExp(`^  ${code}  \\w`, 'm'));
  });

  test.each(['init', 'validate', 'render', 'enroll', 'preflight', 'plan', 'bootstrap', 'status'])(
    '%s --help has examples',
    async (name) => {
      const { code, stdout } = await run(name, '--help');
      expect(code).toBe(0);
      expect(stdout).toContain(`$ tamada ${name}`);
    },
  );

  test.each([
    ...['run', 'list', 'show', 'verify', 'schedule', 'expire', 'pin', 'prove'].map((name) => ['backup', name]),
    ...['status', 'pause', 'resume', 'advance', 'find', 'dump', 'rebuild', 'promote'].map((name) => ['delayed', name]),
    ...['list', 'watch', 'cancel'].map((name) => ['job', name]),
    ['restore'],
  ])('%s %s --help has examples', async (...words) => {
    const { code, stdout } = await run(...words, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`$ tamada ${words.join(' ')}`);
  });

  test('a flag behind the name of a command is that one’s, whatever the one above it has', async () => {
    const { code, stderr } = await run('restore', 'list', '--directory', '/srv');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("unknown option '--directory'") as string });
  });

  test('help names a default where it is a value', async () => {
    const texts = await Promise.all(
      [['init'], ['bootstrap'], ['backup', 'run'], ['delayed', 'dump']].map((words) => run(...words, '--help')),
    );
    const all = [await run('--help'), ...texts].map(({ stdout }) => stdout.replaceAll(/\s+/g, ' ')).join('\n');
    expect(all).not.toMatch(/default: (false|\[\])/);
    expect(all).toContain('(default: ".")');
    expect(all).toMatch(/choices: [^)]*default: "/);
  });

  test('render --help says what is replaced', async () => {
    expect((await run('render', '--help')).stdout.replaceAll(/\s+/g, ' ')).toContain('only the folders of the named nodes are replaced');
  });

  test.each([
    { words: ['stauts'], says: /status/ },
    { words: ['status', '--jsno'], says: /--jsno/ },
    { words: ['bootstrap', 'now'], says: /argument/ },
    { words: ['backup', 'run', '--full', '--incremental'], says: /cannot be used with/ },
    { words: ['delayed', 'advance'], says: /--to/ },
    { words: ['delayed', 'dump', '--out', 'x'], says: /--table/ },
    { words: [], says: /Usage/ },
  ])('$words is a mistake: exit code 2, and stderr says what', async ({ words, says }) => {
    const { code, stdout, stderr } = await run(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
  });

  test('-C and --json may stand behind the command too', async () => {
    const { code, stdout } = await run('status', '-C', '/nonexistent', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'file_missing', file: 'cluster.yaml' } });
  });

  test('an error without --json goes to stderr with the next step', async () => {
    const { code, stdout, stderr } = await run('-C', '/nonexistent', 'status');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/error: .*cluster.yaml[^]*next: .*tamada init/);
  });
});
