import { bundleDigest, type Bundle } from '@tamada/core/bundle';
import type { BundleCargo, BundlePart } from '@tamada/wire';
import { bundleLimitBytes, bundleParts, collectBundle } from '@tamada/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyHandlers, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 10_000 };
const file = (content: string) => ({ path: '/etc/x', program: 'consul' as const, owner: 'root', group: 'root', mode: 0o640, content });

function cargo(content: string): BundleCargo {
  const bundle: Bundle = {
    cluster: 'geo',
    node: 'pg-a1-1',
    generation: 3,
    directories: [{ path: '/etc/d', program: 'tamada', owner: 'root', group: 'root', mode: 0o755 }],
    files: [file(content)],
    units: [{ name: 'consul.service', program: 'consul', running: true, enabled: false }],
  };
  return { bundle, secrets: { a: `p"w'\\ \n` }, start: ['consul'], digest: bundleDigest(bundle) };
}

describe('a bundle through a real call', () => {
  const received: BundleCargo[] = [];
  let peers: Peers;
  let begun = 0;
  beforeAll(async () => {
    peers = await startAgent(
      emptyHandlers({
        Apply: async function* (parts) {
          begun += 1;
          received.push(await collectBundle(parts, bundleDigest));
          yield { started: { kind: 'write_file', subject: '/etc/x', note: '' } };
          yield { done: { changed: true, steps: 1, generation: 3 } };
        },
        PlanBundle: async (parts) => {
          received.push(await collectBundle(parts, bundleDigest));
          return { steps: [] };
        },
      }),
    );
  });
  afterAll(() => peers.close());
  beforeEach(() => {
    received.length = 0;
  });

  async function apply(parts: readonly BundlePart[]): Promise<readonly (string | undefined)[]> {
    const client = await peers.clientOf('admin');
    const events: (string | undefined)[] = [];
    for await (const event of client.apply(parts, options)) events.push(event.event);
    return events;
  }

  it.each([0, 1, 100_000, 3_000_000])('arrives as it was sent, with %i bytes of content', async (size) => {
    const sent = cargo('ä'.repeat(size / 2));
    await expect(apply(bundleParts(sent))).resolves.toEqual(['started', 'done']);
    await (await peers.clientOf('operator')).planBundle(bundleParts(sent), options);
    expect(received).toEqual([sent, sent]);
  });

  const whole = bundleParts(cargo('text'));
  it.each<[string, readonly BundlePart[], object]>([
    ['nothing at all', [], { code: 'bundle_truncated', got: 0, expected: null }],
    ['no end', whole.slice(0, -1), { code: 'bundle_truncated', got: 5, expected: null }],
    ['a part fewer than it says', whole.toSpliced(2, 1), { code: 'bundle_truncated', got: 4, expected: 5 }],
    ['a part more than it says', whole.toSpliced(2, 0, { file: file('more') }), { code: 'bundle_corrupt' }],
    ['something after the end', [...whole, { file: file('late') }], { code: 'bundle_corrupt' }],
    ['another content', whole.toSpliced(2, 1, { file: file('texT') }), { code: 'bundle_corrupt' }],
    ['another mode', whole.toSpliced(2, 1, { file: { ...file('text'), mode: 0o644 } }), { code: 'bundle_corrupt' }],
    ['an unknown program', whole.toSpliced(2, 1, { file: { ...file('text'), program: 'nginx' } }), { code: 'bundle_corrupt' }],
    ['an empty part', whole.toSpliced(2, 1, {}), { code: 'bundle_corrupt' }],
    ['its header last', [...whole.slice(1, -1), ...whole.slice(0, 1), ...whole.slice(-1)], { code: 'bundle_corrupt' }],
    ['two headers', whole.toSpliced(1, 0, ...whole.slice(0, 1)), { code: 'bundle_corrupt' }],
    ['too much content', bundleParts(cargo('x'.repeat(bundleLimitBytes))), { code: 'bundle_oversized', limitBytes: bundleLimitBytes }],
    ['one message that gRPC itself refuses', bundleParts(cargo('x'.repeat(3 * bundleLimitBytes))), { code: 'bundle_oversized' }],
    ['too many empty files', Array.from({ length: 5000 }, () => ({ file: file('') })), { code: 'bundle_oversized' }],
  ])('is refused with %s', async (_name, parts, detail) => {
    await expect(apply(parts)).rejects.toMatchObject({ detail });
    await expect((await peers.clientOf('operator')).planBundle(parts, options)).rejects.toMatchObject({ detail });
    expect(received).toEqual([]);
  });

  it('is dropped when the sender goes away in the middle', async () => {
    const client = await peers.clientOf('admin');
    const stop = new AbortController();
    const seen = peers.records.length;
    async function* halting(): AsyncGenerator<BundlePart> {
      yield* whole.slice(0, 2);
      await expect.poll(() => begun).toBe(1);
      stop.abort();
      yield* whole.slice(2);
    }
    begun = 0;
    const loop = async (): Promise<void> => {
      for await (const _event of client.apply(halting(), { ...options, signal: stop.signal }));
    };
    await expect(loop()).rejects.toMatchObject({ detail: { code: 'cancelled' } });
    // The reset may look like an end to the reader: both words say that nothing was taken.
    await expect
      .poll(() => peers.records.slice(seen).map(({ error }) => error?.code))
      .toEqual([expect.stringMatching(/cancelled|bundle_truncated/)]);
    expect(received).toEqual([]);
  });
});
