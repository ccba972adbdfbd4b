import { writeFileSync } from 'node:fs';
import type { Bundle } from '@tamada/core/bundle';
import type { AgentClient, BundlePart } from '@tamada/wire';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunningAgent } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply, partsOf, witnessBundle } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const template = '{\n  "encrypt": @{slot:json:gossip},\n  "master": @{slot:json:management},\n  "agent": @{slot:json:token}\n}\n';
const first = { gossip: 'pUqJrVyVRj5jsiYE', management: '3fa85f64-5717', token: 'hQ7wLr2Ns9uv' };
const second = { gossip: 'Kd92kkXnqPvB7aeO', management: '9b1deb4d-3b7d', token: 'yB4cMz8Ek1op' };

let host: Host;
let agent: RunningAgent;
let admin: AgentClient;
let operator: AgentClient;
/** Everything that the agent has answered. */
const answers: string[] = [];

beforeAll(async () => {
  host = makeHost();
  agent = await startAgent(host, await enrollHost(host, { role: 'witness' }));
  admin = await agent.client();
  operator = await agent.client('operator');
  expect((await apply(admin, partsOf(bundle(template, 1), [], first))).error).toBeNull();
});
afterAll(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

function bundle(config: string, generation = 2): Bundle {
  return witnessBundle({ generation }, config);
}

/** What a plan says about Consul's configuration; null where it would not be touched. */
async function plan(client: AgentClient, parts: readonly BundlePart[]): Promise<string | null> {
  const { steps } = await client.planBundle(parts, { deadlineMs: 20_000 });
  answers.push(JSON.stringify(steps));
  return steps.find(({ kind, subject }) => kind === 'write_file' && subject === '/etc/consul.d/consul.json')?.difference ?? null;
}

test('a plan says that values of secrets differ, and neither the old nor the new ones', async () => {
  expect(await plan(admin, partsOf(bundle(template), [], first))).toBeNull();
  expect(await plan(admin, partsOf(bundle(template), [], second))).toBe('only values of secrets differ');
  const more = template.replace('\n}', ',\n  "x": 1\n}');
  expect(await plan(admin, partsOf(bundle(more), [], second))).toContain('+  "agent": @{slot:json:token},');
});

test('a plan is no oracle: it answers the same to a right and to a wrong guess', async () => {
  const guesses = [
    (guess: string) => `${'Z'.repeat(60)}@{slot:raw:gossip}${guess}`,
    (guess: string) => `{\n  "encrypt": "${guess}@{slot:raw:gossip}",\n`,
    (guess: string) => template.replace('@{slot:json:gossip}', `"${guess}"`),
    (guess: string) => template.replace('@{slot:json:gossip}', `"${guess.slice(0, 8)}@{slot:raw:rest}"`),
  ];
  for (const guess of guesses) {
    const ask = async (value: string): Promise<string | undefined> => {
      const answer = await plan(operator, partsOf(bundle(guess(value)), [], { rest: value.slice(8), other: value }));
      return answer?.replaceAll(value, 'guess').replaceAll(value.slice(0, 8), 'half');
    };
    expect(await ask(first.gossip)).toBe(await ask('GuessedGossipKey'));
  }
  answers.length = 0;
});

test('a value that came with the plan takes no other one off the mask', async () => {
  const ours = { ...second, gossip: 'mine' };
  expect(await plan(operator, partsOf(bundle('@{slot:raw:gossip}'), [], ours))).toContain('@{slot:json:gossip}');
});

test.each([
  ['as it is', 'cat "$file"'],
  ['in other letters', 'tr a-z A-Z < "$file"'],
  ['backwards', 'rev "$file"'],
  ['in base 64', 'base64 "$file"'],
  ['a piece of it', 'sed \'s/.*: "\\(......\\).*/\\1/\' "$file"'],
])('a validator that echoes the file %s tells no secret to anybody', async (_how, echo) => {
  const kept = host.read('/usr/bin/consul');
  writeFileSync(host.at('/usr/bin/consul'), `#!/bin/sh\nfor file; do :; done\n${echo}\n${echo} >&2\nexit 1\n`, { mode: 0o755 });
  const { error } = await apply(admin, partsOf(bundle(template), [], second));
  host.write('/usr/bin/consul', kept);
  expect(error).toMatchObject({ code: 'validator_refused' });
  const said = JSON.stringify(error) + JSON.stringify(agent.log());
  for (const form of [(text: string) => text, reversed, base64]) for (const piece of pieces(form)) expect(said).not.toContain(piece);
  for (const piece of pieces((text) => text)) expect(said.toLowerCase()).not.toContain(piece.toLowerCase());
});

test('what a unit said before it failed is told without secrets, old or new', async () => {
  const fake = host.read('/usr/bin/systemctl');
  const words = Object.values({ ...first, ...second, old: first.token, also: first.gossip }).join(' ');
  host.write(
    '/usr/bin/systemctl',
    fake.replace('#!/bin/sh', `#!/bin/sh\ncase "$1" in start|restart) echo "bad: ${words}" >&2; exit 1;; esac`),
  );
  const { error } = await apply(admin, partsOf(bundle(template), ['consul'], second));
  host.write('/usr/bin/systemctl', fake);
  expect(error).toMatchObject({ code: 'unit_failed' });
  expect(JSON.stringify(error)).toContain('bad: ***');
  const said = JSON.stringify(error) + JSON.stringify(agent.log()) + answers.join('');
  for (const piece of pieces((text) => text)) expect(said).not.toContain(piece);
});

/** Every five characters in a row of every secret, written in some way. */
function pieces(write: (text: string) => string): readonly string[] {
  return Object.values({ ...first, new: second.gossip, also: second.management }).flatMap((value) => {
    const text = write(value);
    return Array.from({ length: text.length - 4 }, (_one, at) => text.slice(at, at + 5)).filter(
      (piece) => piece !== 'agent' && !piece.includes('-'),
    );
  });
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64').slice(0, -4);
}
