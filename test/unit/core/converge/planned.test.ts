import { createHash } from 'node:crypto';
import type { Bundle } from '@tamada/core/bundle';
import { fillSlots } from '@tamada/core/bundle';
import type { Observed, PlannedPath } from '@tamada/core/converge';
import { fileReaders, maskKeys, maskOf, planFiles, plannedState, readBack, roleTable, unifiedDiff } from '@tamada/core/converge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, secret } from './secret-texts.ts';

const consul = '/etc/consul.d/consul.json';
const haproxy = '/etc/haproxy/haproxy.cfg';
const rules = roleTable({
  role: 'database',
  platform: 'debian',
  postgres: { version: 15, port: 5432, dataDirectory: '', binDirectory: '', socketDirectory: '' },
}).files;

interface Case {
  readonly path?: string;
  /** What was applied here, the newest first. */
  readonly applied: readonly string[];
  /** What is in force. */
  readonly kept: Readonly<Record<string, string>>;
  readonly live?: string;
  readonly wanted: string;
  readonly sent?: Readonly<Record<string, string>>;
}

/** What a plan of one file answers: whether it would be written, and the difference. */
function planned({ path = consul, applied, kept, wanted, sent = {}, live = fill(applied[0] ?? '', kept) }: Case): string {
  const value = (name: string): string | null => kept[name] ?? null;
  const seen: PlannedPath = {
    live,
    templates: applied,
    value,
    wanted: (name) => sent[name] ?? value(name),
    mask: maskOf(Object.values(kept)),
    rule: rules.get(path),
  };
  const metadata = { owner: 'consul', group: 'consul', mode: 0o600 };
  const bundle: Bundle = {
    cluster: 'geo',
    node: 'n1',
    generation: 1,
    directories: [],
    units: [],
    files: [{ path, program: 'consul', content: wanted, ...metadata }],
  };
  const digest = createHash('sha256').update(live).digest('hex');
  const observed: Observed = {
    directories: new Map(),
    files: new Map([[path, { ...metadata, digest }]]),
    ours: [path],
    units: new Map(),
    sysusers: '',
    tmpfiles: '',
    systemd: '',
    dataDirectory: null,
  };
  const desired = plannedState(bundle, () => seen);
  return planFiles(desired, observed).length === 0
    ? 'unchanged'
    : `written: ${unifiedDiff(path, readBack(live, seen), maskKeys(wanted)) || 'only values'}`;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return fillSlots(template, (name) => values[name] ?? '');
}

describe('a plan of one file', () => {
  const template = '{\n  "encrypt": @{slot:json:gossip},\n  "master": @{slot:json:token}\n}\n';
  const kept = { gossip: 'gossip-value', token: 'token-value' };
  const base = { applied: [template], kept, wanted: template };
  test.each<[string, Case, string | RegExp]>([
    ['that is as it should be', { ...base, sent: kept }, 'unchanged'],
    ['whose value was rotated', { ...base, sent: { ...kept, token: 'new' } }, 'written: only values'],
    [
      'whose value was rotated in the store, and not in the file yet',
      { ...base, kept: { ...kept, token: 'new' }, live: fill(template, kept) },
      'written: only values',
    ],
    ['with a new text', { ...base, wanted: template.replace('\n}', '\n,"x": 1}') }, /^-\}\n\+,"x": 1\}$/m],
    [
      'with a slot that is gone',
      { ...base, wanted: template.replace('@{slot:json:token}', '"x"') },
      /^- {2}"master": @\{slot:json:token\}$/m,
    ],
    [
      'with a line changed by hand',
      { ...base, live: fill(template, kept).replace('\n}', '\n "secret": "by hand" }') },
      /^-\(not shown: .*\)$/m,
    ],
    ['with lines added by hand', { ...base, live: `${fill(template, kept)}one\ntwo\n` }, /^-\(not shown: .*\)$/m],
    ['of somebody else', { ...base, applied: [], live: 'password-of-old-set-up\n' }, /^-\(not shown: .*\)$/m],
    [
      'that everybody may read, of somebody else',
      { ...base, path: haproxy, applied: [], live: 'listen x\n', wanted: 'listen y\n' },
      /^-listen x\n\+listen y$/m,
    ],
    ['that everybody may read, but for a slot', { ...base, path: haproxy, live: 'stats auth token-value\n' }, /^-\(not shown: .*\)$/m],
    [
      'that everybody may read, with a value that is known',
      { ...base, path: haproxy, applied: ['x\n'], live: 'stats auth token-value\n' },
      /^-stats auth \*\*\*$/m,
    ],
    ['of one slot', { ...base, applied: ['@{slot:raw:token}'], wanted: '@{slot:raw:token}', live: 'old\nkey\n' }, 'written: only values'],
  ])('%s', (_what, given, answer) => {
    const said = planned(given);
    if (typeof answer === 'string') expect(said).toBe(answer);
    else expect(said).toMatch(answer);
    for (const value of ['gossip-value', 'token-value', 'by hand', 'password-of-old']) expect(said).not.toContain(value);
  });

  test.each([
    ['a guessed beginning before the slot', (value: string) => `{\n  "encrypt": "${value.slice(0, 20)}@{slot:raw:gossip}"\n}\n`],
    ['many letters before the slot', () => `${'Z'.repeat(60)}@{slot:raw:gossip}`],
    ['the secret in another file', () => `@{slot:raw:gossip}\n`],
    ['the value itself in the place of its slot', (value: string) => template.replace('@{slot:json:gossip}', JSON.stringify(value))],
    ['another name for the same place', () => template.replace('gossip', 'other')],
  ])('is the same whatever the secret is: %s', (_what, content) => {
    const answers = ['Z'.repeat(44), 'A'.repeat(44)].map((gossip) =>
      planned({ ...base, kept: { ...kept, gossip }, wanted: content('Z'.repeat(44)), sent: { other: 'Z'.repeat(44) } }),
    );
    expect(answers[0]).toBe(answers[1]);
  });
});

describe('whatever files, secrets and requests', () => {
  const names = ['one', 'two', 'three'] as const;
  const slotText = fc
    .tuple(fc.constantFrom('raw', 'json', 'yaml', 'pgpass'), fc.constantFrom(...names))
    .map(([format, name]) => `@{slot:${format}:${name}}`);
  const line = fc.oneof(
    fc.string({ maxLength: 10 }),
    slotText,
    fc.tuple(fc.string({ maxLength: 6 }), slotText, fc.string({ maxLength: 6 })).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('password: ', '"token": ', 'x '), slotText, slotText).map((parts) => parts.join('')),
  );
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
  const values = fc.tuple(secret, secret, secret).map(([one, two, three]) => ({ one, two, three }));
  /** A request may try: a piece of a secret in clear, before or behind a slot. */
  const guess = fc.tuple(text, fc.constantFrom(...names), fc.nat(40), fc.nat(40), slotText);
  const path = fc.constantFrom(consul, haproxy);

  test('nothing of a secret is told that did not come with the request', () => {
    fc.assert(
      fc.property(
        path,
        fc.array(text, { minLength: 1, maxLength: 3 }),
        values,
        text,
        fc.string({ maxLength: 12 }),
        (at, applied, kept, wanted, byHand) => {
          const live = fill(applied[0] ?? '', kept) + byHand;
          const said = planned({ path: at, applied, kept, wanted, live });
          const open = [
            ...applied,
            wanted,
            byHand,
            at,
            'written: only values (not shown: tamada did not write this, and it may hold secrets) too large to show',
          ].join('\n');
          for (const piece of piecesOf(Object.values(kept))) {
            if (!open.includes(piece) && !/^[-+@*, 0-9\n]*$/.test(piece)) expect(said.replaceAll(/^[-+ @]/gm, '')).not.toContain(piece);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an answer is the same for any two sets of secrets in force', () => {
    fc.assert(
      fc.property(
        path,
        fc.array(text, { minLength: 1, maxLength: 3 }),
        values,
        values,
        guess,
        (at, applied, mine, other, [wanted, name, from, to, slot]) => {
          const request = wanted.replace('@{', `${mine[name].slice(from, to)}@{`) + slot;
          for (const content of [request, wanted, applied[0] ?? '']) {
            const sent = { [name]: `${mine[name]}!` };
            expect(planned({ path: at, applied, kept: mine, wanted: content, sent })).toBe(
              planned({ path: at, applied, kept: other, wanted: content, sent }),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each([
  { name: 'a line that Patroni reads again', from: 'hba: [a]', to: 'hba: [a, b]', restarts: false },
  { name: 'a key that it reads at its start only', from: 'scope: geo', to: 'scope: other', restarts: true },
])('$name beside a secret: a restart is planned: $restarts', ({ from, to, restarts }) => {
  const path = '/etc/patroni/config.yml';
  const text = 'scope: geo\nrestapi:\n  password: @{slot:yaml:patroni_rest}\nhba: [a]\n';
  const value = (): string => 'secret';
  const live = fill(text, { patroni_rest: 'secret' });
  const rule = rules.get(path);
  const file = { path, program: 'patroni', owner: 'postgres', group: 'postgres', mode: 0o600, content: text.replace(from, to) } as const;
  const bundle: Bundle = { cluster: 'geo', node: 'n1', generation: 2, directories: [], units: [], files: [file] };
  const { files } = plannedState(bundle, () => ({ live, templates: [text], value, wanted: value, mask: maskOf(['secret']), rule }));
  expect(files[0]?.readers.restart === fileReaders(rule, live).restart).toBe(!restarts);
});
