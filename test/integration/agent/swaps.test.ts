import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { bundleDigest } from '@tamada/core/bundle';
import { errorDetail } from '@tamada/core/errors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyBundle } from '../../../packages/agent/handlers/apply.ts';
import { enrollHost } from './support/agent.ts';
import { file, folder, secrets, witnessBundle } from './support/bundle.ts';
import { contextOn, crashAt } from './support/crashing.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const certificates = '/etc/consul.d/tls';
let host: Host;

beforeEach(async () => {
  host = makeHost();
  await enrollHost(host, { role: 'witness' });
  mkdirSync(host.at('/elsewhere'));
});
afterEach(() => {
  host.remove();
});

/** Puts a link in the place of a folder and takes it away again, as quickly as a program can, as the folder's owner could; it rests at times. */
const swap = `
import os, random, sys, time
place, elsewhere = sys.argv[1:]
while True:
    if random.random() < 0.001:
        time.sleep(random.random() / 2)
    try:
        os.rename(place, place + '.real')
        os.symlink(elsewhere, place)
        os.unlink(place)
        os.rename(place + '.real', place)
    except FileNotFoundError:
        pass
    except OSError:
        pass
`;

test('whoever owns a folder and swaps it for a link gets nothing written, removed or given to it elsewhere', async () => {
  const wanted = (generation: number, content: string): ReturnType<typeof witnessBundle> => {
    const base = witnessBundle({ generation });
    const key = file(`${certificates}/node.key`, 'consul', 0o600, content);
    return {
      ...base,
      directories: [...base.directories, folder(certificates, 'consul', 0o700)],
      // Every second bundle has the file no more.
      files: generation % 2 === 0 ? base.files : [...base.files, key],
    };
  };
  const apply = async (generation: number): Promise<string> => {
    const bundle = wanted(generation, `key ${String(generation)}`);
    try {
      const context = await contextOn(host, crashAt(Infinity));
      await applyBundle(context, { bundle, secrets, start: [], digest: bundleDigest(bundle) }, () => undefined);
      return 'done';
    } catch (error) {
      return errorDetail(error).code;
    }
  };
  expect(await apply(1)).toBe('done');
  host.write('/elsewhere/node.key', 'theirs');
  const theirs = host.tree()['/elsewhere/node.key'];
  const swapping = spawn('python3', ['-c', swap, host.at(certificates), host.at('/elsewhere')], { stdio: 'ignore' });
  const answers: string[] = [];
  try {
    // Both ends of the race must have been seen, however quick the machine is.
    const enough = (): boolean => answers.length >= 38 && new Set(answers).size > 1;
    for (let generation = 2; !enough() && generation < 1000; generation += 1) answers.push(await apply(generation));
  } finally {
    const ended = once(swapping, 'exit');
    swapping.kill('SIGKILL');
    await ended;
  }
  expect(readdirSync(host.at('/elsewhere'))).toEqual(['node.key']);
  expect(host.tree()['/elsewhere/node.key']).toBe(theirs);
  expect(new Set(answers).size, JSON.stringify(answers)).toBeGreaterThan(1);
});
