import { TamadaError } from '@tamada/core/errors';
import type { ErrorDetail } from '@tamada/core/errors';
import { protocolVersion } from '@tamada/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyHandlers, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 5000 };
const evil = '\u001b]0;title\u0007\u001b[2Jevil\u009b\u0000\u202e';
let peers: Peers;
/** What the agent answers next. */
let detail: ErrorDetail;
let number = 1;

beforeAll(async () => {
  const handlers = emptyHandlers();
  peers = await startAgent({
    ...handlers,
    Info: async () => ({
      cluster: evil,
      node: `n1\nn2\t${evil}`,
      version: '1',
      protocol: protocolVersion,
      capabilities: [evil],
      wallClockMs: number,
    }),
    GetStatus: async (request, context) => ({ ...(await handlers.GetStatus(request, context)), addresses: [`two\nlines${evil}`] }),
    PlanBundle: async () => ({
      steps: [{ kind: evil, subject: 'a\nb', reason: '', difference: `+a\n-b${evil}`, origin: `a\nb`, edited: `+a\n-b${evil}` }],
    }),
    HoldLease: async function* () {
      yield { fence: number };
    },
    // As no agent of ours would make it.
    Probe: async () => Promise.reject(Object.assign(Object.create(TamadaError.prototype) as Error, { detail })),
  });
});
afterAll(() => peers.close());

async function failure(): Promise<unknown> {
  const client = await peers.clientOf('admin');
  return client.probe({ targets: [], timeoutMs: 1 }, options).catch((error: unknown) => (error as TamadaError).detail);
}

test('no word of an agent brings a control character, and what should be a word stays on one line', async () => {
  const client = await peers.clientOf('admin');
  expect(await client.info({}, options)).toMatchObject({ cluster: 'evil', node: 'n1 n2 evil', capabilities: ['evil'] });
  expect((await client.getStatus({ patienceMs: 0 }, options)).addresses).toEqual(['two linesevil']);
  expect(await client.planBundle([], options)).toEqual({
    steps: [{ kind: 'evil', subject: 'a b', reason: '', difference: '+a\n-bevil', origin: 'a b', edited: '+a\n-bevil' }],
  });
});

test('neither does a refusal', async () => {
  detail = { code: 'unit_failed', unit: evil, wanted: 'a\nb', output: `line 1\nline 2${evil}` };
  expect(await failure()).toEqual({ code: 'unit_failed', unit: 'evil', wanted: 'a b', output: 'line 1\nline 2evil' });
});

test.each(['constructor', '__proto__', 'toString'])('a refusal with the code %j is a refusal, and nothing breaks', async (code) => {
  detail = { code, problem: 'x' } as unknown as ErrorDetail;
  expect(await failure()).toMatchObject({ code: 'request_failed', program: 'tamada-agent', request: 'Probe' });
  expect(JSON.stringify(await failure())).not.toMatch(/u001b|u0007/);
});

test.each([NaN, Infinity, -Infinity, 1e300, -1e300])('the number %d is no answer', async (wrong) => {
  number = wrong;
  const client = await peers.clientOf('admin');
  await expect(client.info({}, options)).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'Info' } });
  const hold = client.holdLease({ run: 'r', holder: 'h' }, options)[Symbol.asyncIterator]();
  await expect(hold.next()).rejects.toMatchObject({ detail: { code: 'request_failed' } });
  detail = { code: 'fence_old', current: wrong, got: 1 };
  expect(await failure()).toMatchObject({ code: 'request_failed' });
});
