import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAsked, type Asked, type Behaviour } from './asked.ts';
import { configure, installCheck, removeCheck, runBare, type Ended, type Installed } from './installed.ts';

const times = { timeoutMs: 600, holdMs: 5000 };
/** What starting and ending may cost besides. */
const spareMs = 200;

let installed: Installed;
let asked: Asked;
let config: string;
let state: string;

beforeAll(async () => {
  installed = await installCheck();
  asked = await startAsked('dead');
  ({ config, state } = await configure(installed.root, asked.port, times));
}, 300_000);

afterAll(async () => {
  await asked.close();
  await removeCheck(installed);
});

interface Expected {
  readonly behaviour: Behaviour;
  readonly code: number;
  readonly got: string;
  readonly why: string;
}

const silence = { code: 1, why: 'nothing known' };

test.each<Expected>([
  { behaviour: 'yes', code: 0, got: '200', why: 'said' },
  { behaviour: 'no', code: 1, got: '503', why: 'said' },
  { behaviour: 'dead', code: 1, got: 'connection refused', why: 'said' },
  { behaviour: 'silent', ...silence, got: 'no answer in time' },
  { behaviour: 'drips', ...silence, got: 'no answer in time' },
  { behaviour: 'closes', ...silence, got: 'closed before an answer' },
  { behaviour: 'resets', ...silence, got: 'closed before an answer' },
  { behaviour: 'closes in its first line', ...silence, got: 'closed before an answer' },
  { behaviour: 'broken', ...silence, got: '500' },
  { behaviour: 'talks junk', ...silence, got: 'something that is not HTTP' },
  { behaviour: 'talks junk without an end', ...silence, got: 'something that is not HTTP' },
  { behaviour: 'answers yes at length', code: 0, got: '200', why: 'said' },
  { behaviour: 'answers yes in a long line', code: 0, got: '200', why: 'said' },
])('what is asked is $behaviour: $got → $code, in time', async ({ behaviour, code, got, why }) => {
  await asked.behave(behaviour);
  const runs: Ended[] = [];
  // The machine may be busy: a run that is late once proves nothing, three do.
  while (runs.length < 3 && !runs.some(({ ms }) => ms < times.timeoutMs + spareMs)) {
    runs.push(await runBare([installed.program, 'leader', '--json', '--config', config]));
  }
  for (const run of runs) {
    expect(run).toMatchObject({ code, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ subject: 'leader', answer: code === 0 ? 'yes' : 'no', got, why, holdMs: times.holdMs });
  }
  expect(Math.min(...runs.map(({ ms }) => ms))).toBeLessThan(times.timeoutMs + spareMs);
});

test('each subject asks its own question', async () => {
  await asked.behave('yes');
  await runBare([installed.program, 'leader', '--config', config]);
  await runBare([installed.program, 'haproxy', '--config', config]);
  expect(asked.requests.slice(-2)).toEqual(['OPTIONS /primary HTTP/1.0', 'GET /health HTTP/1.0']);
});

test('nothing is said where nobody asks, and --explain says it in words', async () => {
  await asked.behave('yes');
  expect(await runBare([installed.program, 'leader', '--config', config])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const { code, stdout } = await runBare([installed.program, 'leader', '--explain', '--config', config]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    new RegExp(
      `^asked {2}OPTIONS http://127\\.0\\.0\\.1:${asked.port}/primary \\(leader\\)\\ngot {4}200\\nanswer yes, because that was said\\nsince {2}[\\d.]+ s ago\\n$`,
    ),
  );
});

test.each([
  {
    what: 'a user without rights',
    argv: (): [string, ...string[]] => [installed.program, 'leader', '--json', '--config', config],
    who: 'nobody',
  },
  { what: 'little memory', argv: () => limited('ulimit -v 4096 -s 1024') },
  { what: 'few open files', argv: () => limited('ulimit -n 4') },
  { what: 'closed streams', argv: () => limited('exec <&- >&- 2>&-') },
  { what: 'a full disk behind stdout', argv: () => limited('exec >/dev/full') },
] as const)('it works with $what', async ({ argv, ...rest }) => {
  await asked.behave('yes');
  const who = 'who' in rest && process.getuid?.() === 0 ? rest.who : 'root';
  expect(await runBare(argv(), who)).toMatchObject({ code: 0 });
  await asked.behave('dead');
  expect(await runBare(argv(), who)).toMatchObject({ code: 1 });
});

test('without room to start it is no yes', async () => {
  await asked.behave('yes');
  expect((await runBare(limited('ulimit -v 400'))).code).not.toBe(0);
});

test('a reader who does not read does not keep it', async () => {
  await asked.behave('yes');
  const script = `{ head -c 65536 /dev/zero; "$0" "$@"; echo $? >&2; } | sleep 3`;
  const { stderr, stdout } = await runBare(['/bin/bash', '-c', script, installed.program, 'leader', '--explain', '--config', config]);
  expect({ stderr, stdout }).toEqual({ stderr: 'tamada-check: was not done in time\n1\n', stdout: '' });
});

test('broken by a signal it says no, because keepalived would not count a death', async () => {
  await asked.behave('silent');
  const patient = await configure(installed.root, asked.port, { ...times, timeoutMs: 10_000 });
  const script = `"$0" "$@" & sleep 1; kill -SEGV $!; wait $!; echo $?`;
  const { stderr, stdout } = await runBare(['/bin/bash', '-c', script, installed.program, 'leader', '--config', patient.config]);
  expect({ stderr, stdout }).toEqual({ stderr: 'tamada-check: broke\n', stdout: '1\n' });
});

test('the state belongs to one subject, and everybody may read it', async () => {
  await asked.behave('yes');
  await runBare([installed.program, 'haproxy', '--config', config]);
  const { stdout } = await runBare(['/usr/bin/stat', '--format', '%a', `${state}/haproxy`]);
  expect(stdout).toBe('644\n');
});

function limited(before: string): [string, ...string[]] {
  return ['/bin/bash', '-c', `${before}; exec "$0" "$@"`, installed.program, 'leader', '--json', '--config', config];
}
