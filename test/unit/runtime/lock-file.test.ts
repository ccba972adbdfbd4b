import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '@tamada/runtime';
import { beforeEach, describe, expect, it } from 'vitest';

const refused = { detail: { code: 'locked', by: expect.stringMatching(/^first, process \d+ /) as string } };

describe('lockFile', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamada-lock-'));
    path = join(folder, 'lock');
  });

  it('is held by one at a time, and says by whom', async () => {
    const first = await lockFile(path, 'first');
    await expect(lockFile(path, 'second')).rejects.toMatchObject(refused);
    await first.release();
    await (await lockFile(path, 'second')).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('dies with its holder', async () => {
    const holder = `import { lockFile } from '@tamada/runtime'; await lockFile(process.argv[1], 'first'); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', holder, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(lockFile(path, 'second')).rejects.toMatchObject(refused);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await (await lockFile(path, 'second')).release();
  });

  it('is stale where it is torn, and held where another host holds it', async () => {
    await writeFile(path, '{"pid":');
    await (await lockFile(path, 'second')).release();
    await writeFile(path, JSON.stringify({ ...(JSON.parse(await heldBy(path)) as object), host: `not-${hostname()}`, what: 'first' }));
    await expect(lockFile(path, 'second')).rejects.toMatchObject(refused);
  });

  it('is won by exactly one of many that find a stale one', async () => {
    for (let round = 0; round < 20; round += 1) {
      await writeFile(path, 'stale');
      const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => lockFile(path, `first ${index}`)));
      const won = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(won.length).toBe(1);
      await won[0]?.release();
    }
  });
});

/** What a lock of this process looks like. */
async function heldBy(path: string): Promise<string> {
  const lock = await lockFile(path, 'first');
  const text = await readFile(path, 'utf8');
  await lock.release();
  return text;
}
