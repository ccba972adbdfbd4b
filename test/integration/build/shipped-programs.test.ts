import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildArchive } from '../../../scripts/build/build-archive.ts';
import { defaultPaths } from '../../../scripts/build/layout.ts';

const run = promisify(execFile);
let root: string;
let version: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tamada-shipped-'));
  const built = await buildArchive(defaultPaths(process.env));
  version = built.version;
  await run('tar', ['--extract', '--file', built.path, '--directory', root]);
}, 300_000);

afterAll(() => rm(root, { recursive: true, force: true }));

test.each(['tamada', 'tamada-agent'])('%s says its version on a server without Node', async (program) => {
  const { stdout } = await run(join(root, version, 'bin', program), ['--version'], { env: {}, cwd: root });
  expect(stdout.trim().split(' ').at(-1)).toBe(version);
});
