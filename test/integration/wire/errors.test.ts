import type { ErrorDetail } from '@tamada/core/errors';
import { TamadaError } from '@tamada/core/errors';
import { plainLine } from '@tamada/core/foreign';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusTable, type FieldKind } from '../../../packages/wire/status/table.ts';
import { emptyHandlers, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 5000 };
/** What the client makes safe for a terminal is tried elsewhere; here a text has to arrive as it was. */
const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map(plainLine);
const number = fc.oneof(
  fc.integer(),
  fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
);
const problem = fc.record({
  line: fc.nat(),
  column: fc.nat(),
  problem: text,
  hint: text,
  level: fc.constantFrom('error' as const, 'warning' as const),
});
const arbitraryOf: Readonly<Record<FieldKind, fc.Arbitrary<unknown>>> = {
  text,
  number,
  'number or null': fc.option(number, { nil: null }),
  texts: fc.array(text, { maxLength: 5 }),
  problems: fc.array(problem, { maxLength: 5 }),
};

function detailOf(code: string, fields: Readonly<Record<string, FieldKind>>): fc.Arbitrary<ErrorDetail> {
  const record = Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, arbitraryOf[kind]]));
  return fc.record({ code: fc.constant(code), ...record }) as unknown as fc.Arbitrary<ErrorDetail>;
}

describe('an error of every code, through a real call', () => {
  let peers: Peers;
  let next: ErrorDetail;
  beforeAll(async () => {
    peers = await startAgent(
      emptyHandlers({
        Probe: async () => Promise.reject(new TamadaError(next)),

        Listen: async function* () {
          throw await Promise.resolve(new TamadaError(next));
        },
      }),
    );
  });
  afterAll(() => peers.close());

  it.each(Object.entries(statusTable))('%s', async (code, { fields }) => {
    const client = await peers.clientOf('admin');
    await fc.assert(
      fc.asyncProperty(detailOf(code, fields), async (detail) => {
        next = detail;
        await expect(client.probe({ targets: [], timeoutMs: 1 }, options)).rejects.toMatchObject({ name: 'TamadaError', detail });
      }),
      { numRuns: 5 },
    );
    const loop = async (): Promise<void> => {
      for await (const _event of client.listen({ ports: [] }, options));
    };
    await expect(loop()).rejects.toMatchObject({ detail: next });
  });

  it('shortens what is too long to travel, and keeps the code', async () => {
    const client = await peers.clientOf('admin');
    next = { code: 'validator_refused', program: 'patroni', path: '/etc/patroni/config.yml', output: 'é'.repeat(300_000) };
    const error: unknown = await client.probe({ targets: [], timeoutMs: 1 }, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ detail: { code: 'validator_refused', path: '/etc/patroni/config.yml' } });
    next = { code: 'packages_failed', packages: Array.from({ length: 5000 }, (_, index) => `package-${index}`), output: '' };
    await expect(client.probe({ targets: [], timeoutMs: 1 }, options)).rejects.toMatchObject({ detail: { code: 'packages_failed' } });
  });
});
