import { fillSlots, renderNode } from '@tamada/core/bundle';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import { onBareHost } from './bare-host.ts';
import { installCheck, removeCheck, runBare, type Installed } from './installed.ts';
import type { Outcome, Step } from './steps.ts';

const path = '/etc/tamada/check.json';
const text = rendered();
const config = JSON.parse(text) as Config;

interface Config {
  readonly stateDirectory: string;
  readonly leader: Question;
  readonly haproxy: Question;
}

interface Question {
  readonly address: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly holdMs: number;
}

let installed: Installed;
beforeAll(async () => {
  installed = await installCheck();
}, 300_000);
afterAll(() => removeCheck(installed));

interface Expected extends Step {
  readonly code: 0 | 1;
  /** All of stdout. */
  readonly says: RegExp;
  readonly remembered: readonly string[];
}

const [leader, haproxy] = [explained('leader'), explained('haproxy')];
const said = 'because that was said';
const hold = `${String(config.leader.holdMs / 1000)} s`;
const bridged = leader('no answer in time', `yes, because the last answer counts for ${hold} and is [\\d.]+ s old`);
const both = ['haproxy', 'leader'];

/** One after the other, because a run remembers for the next ones, unless it explains. */
const runs: readonly Expected[] = [
  { words: ['leader', '--explain'], leader: 'yes', haproxy: 'no', code: 0, says: leader('200', `yes, ${said}`), remembered: [] },
  { words: ['haproxy', '--explain'], leader: 'yes', haproxy: 'no', code: 1, says: haproxy('503', `no, ${said}`), remembered: [] },
  { words: ['leader'], leader: 'yes', haproxy: 'no', code: 0, says: /^$/, remembered: ['leader'] },
  { words: ['haproxy'], leader: 'no', haproxy: 'yes', code: 0, says: /^$/, remembered: both },
  { words: ['leader'], leader: 'silent', haproxy: 'no', code: 0, says: /^$/, remembered: both },
  { words: ['leader', '--explain'], leader: 'silent', haproxy: 'no', code: 0, says: bridged, remembered: both },
  { words: ['leader'], leader: 'no', haproxy: 'yes', code: 1, says: /^$/, remembered: both },
  { words: ['haproxy'], leader: 'yes', haproxy: 'no', code: 1, says: /^$/, remembered: both },
];

describe.runIf(process.getuid?.() === 0)('the rendered file in its place on a host', () => {
  let outcomes: readonly Outcome[];
  beforeAll(async () => {
    const ports = { leader: config.leader.port, haproxy: config.haproxy.port };
    const { program } = installed;
    outcomes = await onBareHost({ program, config: { path, text }, stateDirectory: config.stateDirectory, ports, steps: runs });
  }, 90_000);

  test.each(runs.map((run, index) => ({ ...run, run: `${String(index + 1)}: ${run.words.join(' ')}`, index })))(
    '$run, Patroni $leader, HAProxy $haproxy: $code',
    ({ index, words: [subject], code, says, remembered }) => {
      const { ended, ...outcome } = outcomes[index] ?? {};
      expect(ended).toMatchObject({ code, stdout: expect.stringMatching(says) as string, stderr: '' });
      const asked = { leader: [], haproxy: [], [String(subject)]: [requestLine(subject === 'leader' ? config.leader : config.haproxy)] };
      expect(outcome).toEqual({ asked, remembered });
    },
  );
});

interface Change {
  readonly key: string;
  readonly what: string;
  readonly changed: object;
}

test.each(changes())('$key $what is refused by name', async ({ key, changed }) => {
  const folder = await mkdtemp(join(installed.root, 'refused-'));
  const file = join(folder, 'check.json');
  await writeFile(file, JSON.stringify(changed));
  for (const subject of ['leader', 'haproxy']) {
    const { code, stdout, stderr } = await runBare([installed.program, subject, '--explain', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.startsWith(`tamada-check: ${file}: ${key}: `), stderr).toBe(true);
  }
});

/** The file of a database node as its agent writes it; it has no secrets. */
function rendered(): string {
  const cluster = topology();
  const node = cluster.nodes.find(({ role }) => role === 'database');
  const file =
    node && renderNode({ topology: cluster, node, facts: null, templates: shippedTemplates() }).files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`no ${path} in the bundle of a database node`);
  return fillSlots(file.content, (name) => {
    throw new Error(`${path} has a slot ${name}`);
  });
}

/** What --explain says about one subject, for what it got and what it makes of that. */
function explained(subject: 'leader' | 'haproxy'): (got: string, answer: string) => RegExp {
  const { method, address, port, path: asked } = config[subject];
  const url = `http://${address}:${String(port)}${asked}`.replaceAll('.', '\\.');
  const first = `asked {2}${method} ${url} \\(${subject}\\)`;
  return (got, answer) => new RegExp(`^${first}\\ngot {4}${got}\\nanswer ${answer}\\nsince {2}[\\d.]+ s ago\\n$`);
}

function requestLine({ method, path: asked }: Question): string {
  return `${method} ${asked} HTTP/1.0`;
}

/** The file with one key under another name, and with one value of another type: every key once each. */
function changes(): readonly Change[] {
  return Object.entries(config).flatMap(([name, value]: [string, unknown]) => [
    ...changesOf(config, name, name),
    ...(typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((inner) =>
          changesOf(value, inner, `${name}.${inner}`).map((change) => ({ ...change, changed: { ...config, [name]: change.changed } })),
        )
      : []),
  ]);
}

function changesOf(object: object, name: string, key: string): readonly Change[] {
  const entries = Object.entries(object) as [string, unknown][];
  const replaced = (replace: (value: unknown) => [string, unknown]): object =>
    Object.fromEntries(entries.map((entry) => (entry[0] === name ? replace(entry[1]) : entry)));
  return [
    { key, what: 'under another name', changed: replaced((value) => [`${name}s`, value]) },
    { key, what: 'of another type', changed: replaced((value) => [name, typeof value === 'number' ? String(value) : 1]) },
  ];
}
