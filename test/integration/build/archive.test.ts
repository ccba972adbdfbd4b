import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildArchive, type Built } from '../../../scripts/build/build-archive.ts';
import { defaultPaths, archiveName, sourceVersion, type BuildPaths } from '../../../scripts/build/layout.ts';
import { vrrpProbeSource } from '../../../scripts/build/check/build-check.ts';
import { repository } from '../../../scripts/repository.ts';

const run = promisify(execFile);
const minutes = 60_000;

/** Our own version, because the runtime is kept compressed for it. */
const version = await sourceVersion(repository);

/** A program that says with what it was started, through a package of npm and one that both programs share. */
const tree: Readonly<Record<string, string>> = {
  LICENSE: 'ours\n',
  'package.json': JSON.stringify({ version, type: 'module' }),
  'configs/consul/consul.json': '{ "name": {{{name}}} }\n',
  'docs/backup.md': '# Backups\n',
  'packages/core/say.ts': `import old from 'old';
export function say(name: string): void {
  process.stdout.write(JSON.stringify({ name, old: old.here, node: process.version, flags: process.execArgv, args: process.argv.slice(2) }));
}\n`,
  'packages/agent/main.ts': `import { say } from '../core/say.ts';\nsay('agent');\n`,
  'packages/coordinator/main.ts': `import { say } from '../core/say.ts';\nsay('coordinator');\n`,
  'node_modules/old/package.json': '{ "name": "old", "version": "0.0.1", "license": "MIT", "main": "index.js" }\n',
  'node_modules/old/index.js': `exports.here = typeof __dirname + typeof require('node:os').hostname;\n`,
  'node_modules/old/LICENSE': 'theirs\n',
};

let root: string;
let paths: BuildPaths;
let first: Built;
let unpacked: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tamada-archive-'));
  paths = { source: join(root, 'source'), output: join(root, 'out'), cache: defaultPaths(process.env).cache };
  for (const [path, content] of Object.entries(tree)) {
    await mkdir(dirname(join(paths.source, path)), { recursive: true });
    await writeFile(join(paths.source, path), content);
  }
  await cp(join(repository, 'packages/check'), join(paths.source, 'packages/check'), { recursive: true });
  await cp(join(repository, vrrpProbeSource), join(paths.source, vrrpProbeSource), { recursive: true });
  first = await buildArchive(paths);
  await run('tar', ['--extract', '--file', first.path, '--directory', root]);
  unpacked = join(root, version);
}, 5 * minutes);

afterAll(() => rm(root, { recursive: true, force: true }));

async function start(program: string, env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
  const { stdout } = await run(program, ['--version', 'a b'], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** V8 has no work for other threads, for one of which a program could wait for ever at its end. */
const flags = ['--single-threaded'];

test('the programs run from the archive alone, without Node on the PATH', async () => {
  const common = { old: 'stringfunction', node: expect.stringMatching(/^v24\./) as string, args: ['--version', 'a b'] };
  expect(await start(join(unpacked, 'bin/tamada'), { PATH: '/usr/bin:/bin' })).toEqual({ ...common, name: 'coordinator', flags });
  expect(await start(join(unpacked, 'bin/tamada-agent'), {})).toMatchObject({
    ...common,
    name: 'agent',
    flags: expect.arrayContaining(flags) as unknown,
  });
});

test("a link starts them too, and the caller's Node settings do not", async () => {
  await symlink(join(unpacked, 'bin/tamada'), join(root, 'tamada'));
  const answer = await start(join(root, 'tamada'), {
    PATH: '/usr/bin:/bin',
    NODE_OPTIONS: '--require=/nowhere.cjs',
    NODE_EXTRA_CA_CERTS: '/nowhere.pem',
  });
  expect(answer).toMatchObject({ name: 'coordinator', flags });
});

test('the check needs nothing: no interpreter, no library', async () => {
  const check = await readFile(join(unpacked, 'bin/tamada-check'));
  expect(check.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
  expect(check.includes('ld-musl')).toBe(false);
  await expect(run(join(unpacked, 'bin/tamada-check'), ['--version'], { env: {} })).rejects.toMatchObject({
    code: 1,
    stdout: `tamada-check ${version}\n`,
  });
});

test('templates, the pages that messages name, licences and version are in it', async () => {
  const read = (path: string): Promise<string> => readFile(join(unpacked, path), 'utf8');
  expect(await read('configs/consul/consul.json')).toBe(tree['configs/consul/consul.json']);
  expect(await read('docs/backup.md')).toBe(tree['docs/backup.md']);
  expect(await read('VERSION')).toBe(`${version}\n`);
  expect(await read('LICENSE')).toBe('ours\n');
  expect(await read('licenses/npm-packages.txt')).toBe('old 0.0.1 (MIT)\n\ntheirs\n');
  expect(await read('runtime/LICENSE')).toContain('Node.js');
  expect(await read('licenses/native-programs.txt')).toMatch(/Fabrice Bellard[^]*Rich Felker/);
});

test('every program that is linked with the code of others says so', async () => {
  const notices = await readFile(join(unpacked, 'licenses/native-programs.txt'), 'utf8');
  const files = (await readdir(join(unpacked, 'bin'))).toSorted();
  const contents = await Promise.all(files.map((name) => readFile(join(unpacked, 'bin', name), 'latin1')));
  const linked = files.filter((_name, index) => contents[index]?.startsWith('\x7fELF'));
  expect(linked).toEqual(['tamada-check', 'tamada-vrrp-probe']);
  for (const name of linked) expect(notices).toContain(`bin/${name} contains `);
});

test('everything belongs to root, nobody else may write, and there is one folder', async () => {
  const { stdout } = await run('tar', ['--list', '--verbose', '--numeric-owner', '--file', first.path]);
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(new RegExp(`^[-d]rw.r-.r-. 0/0 .* ${version}/`));
});

test(
  'equal sources make an equal archive elsewhere, other sources another one',
  async () => {
    const elsewhere: BuildPaths = { ...paths, source: join(root, 'elsewhere'), output: join(root, 'out-elsewhere') };
    await cp(paths.source, elsewhere.source, { recursive: true });
    await utimes(join(elsewhere.source, 'LICENSE'), 1, 1);
    const again = await buildArchive(elsewhere);
    expect(await sha256(again.path)).toBe(await sha256(first.path));
    expect(await readFile(`${again.path}.sha256`, 'utf8')).toBe(`${await sha256(again.path)}  ${archiveName(version)}\n`);

    expect((await buildArchive(elsewhere)).changed).toBe(false);
    const [template, source] = ['configs/consul/consul.json', 'packages/check/explain.ts'].map((path) => join(elsewhere.source, path));
    await writeFile(template!, '{}\n');
    expect((await buildArchive(elsewhere)).changed).toBe(true);
    const other = await sha256(again.path);
    expect(other).not.toBe(await sha256(first.path));
    await writeFile(source!, (await readFile(source!, 'utf8')).replaceAll('because', 'since'));
    expect((await buildArchive(elsewhere)).changed).toBe(true);
    expect(await sha256(again.path)).not.toBe(other);
  },
  2 * minutes,
);

test('a package without a licence is not shipped', async () => {
  const unlicensed: BuildPaths = { ...paths, source: join(root, 'unlicensed'), output: join(root, 'out-unlicensed') };
  await cp(paths.source, unlicensed.source, { recursive: true });
  await writeFile(join(unlicensed.source, 'node_modules/old/package.json'), '{ "name": "old", "version": "0.0.1", "main": "index.js" }\n');
  await expect(buildArchive(unlicensed)).rejects.toThrow(/old@0\.0\.1 names no licence/);
});

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
