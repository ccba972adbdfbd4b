import { chmod, mkdir, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import { beforeEach, describe, expect, it } from 'vitest';

describe('writeFileAtomic', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamada-files-'));
  });

  it.each([0o600, 0o640, 0o644, 0o400])('writes with mode %o, whatever the umask and the old file', async (mode) => {
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    await chmod(path, 0o777);
    const umask = process.umask(0o077);
    await writeFileAtomic(path, 'new', { mode });
    process.umask(umask);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(mode);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it.runIf(process.getuid?.() === 0)('gives it to its owner', async () => {
    const path = join(folder, 'file');
    await writeFileAtomic(path, '', { mode: 0o600, uid: 1, gid: 2 });
    expect(await stat(path)).toMatchObject({ uid: 1, gid: 2 });
  });

  it('replaces a symlink and leaves its target alone', async () => {
    const [path, target] = [join(folder, 'file'), join(folder, 'target')];
    await writeFile(target, 'untouched');
    await symlink(target, path);
    await writeFileAtomic(path, 'new', { mode: 0o600 });
    expect(await readFile(target, 'utf8')).toBe('untouched');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('leaves nothing behind where it fails', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await expect(writeFileAtomic(path, 'x', { mode: 0o600 })).rejects.toMatchObject({ detail: { code: 'file_system_failed', path } });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('readOptional', () => {
  it('gives null for what is not there, and throws for what cannot be read', async () => {
    await expect(readOptional('/nonexistent/file')).resolves.toBeNull();
    await expect(readOptional('/')).rejects.toThrow(/EISDIR/);
  });
});
