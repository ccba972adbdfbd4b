import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseSecrets } from '@tamada/core/secrets';
import { parseTopology, requiredSecrets, topologyTemplate } from '@tamada/core/topology';
import { certificateFits, describeCertificate } from '@tamada/wire';
import { describe, expect, it } from 'vitest';
import { readOwnSecrets } from '../../../packages/coordinator/operations/init-secrets.ts';
import { tamada, workspaceWith } from './workspace-folder.ts';

const everyPrintable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const withUser = topologyTemplate('single-dc', 'geo').replace('# users: {}', 'users: { app: { options: [] } }');

/** Every file of a workspace with mode, inode, time and content: what must not change. */
async function snapshot(workspace: string): Promise<Readonly<Record<string, unknown>>> {
  const names = (await readdir(workspace, { recursive: true })).toSorted();
  const entries = names.map(async (name) => {
    const { mode, ino, mtimeMs } = await stat(join(workspace, name));
    const folder = (mode & 0o170000) === 0o040000;
    return [
      name,
      { mode: (mode & 0o777).toString(8), ino, ...(folder ? {} : { mtimeMs, text: await readFile(join(workspace, name), 'utf8') }) },
    ];
  });
  return Object.fromEntries((await Promise.all(entries)) as [string, unknown][]);
}

async function secretsOf(workspace: string): Promise<Readonly<Record<string, string>>> {
  return parseSecrets(await readFile(join(workspace, 'secrets.yaml'), 'utf8'), 'secrets.yaml');
}

describe('tamada init', () => {
  it('makes a workspace of which every part works, with the right modes', async () => {
    const workspace = join(await workspaceWith({}), 'new', 'geo');
    const { code, out, err } = await tamada('init', '-C', workspace, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const modes = Object.fromEntries(
      Object.entries(await snapshot(workspace)).map(([name, entry]) => [name, (entry as { mode: string }).mode]),
    );
    expect(modes).toEqual({
      '.gitignore': '644',
      authority: '700',
      'authority/ca.crt': '644',
      'authority/ca.key': '600',
      'cluster.schema.json': '644',
      'cluster.yaml': '644',
      credentials: '700',
      'credentials/admin.crt': '644',
      'credentials/admin.key': '600',
      'secrets.yaml': '600',
    });
    const read = (path: string): Promise<string> => readFile(join(workspace, path), 'utf8');
    const { topology } = parseTopology(await read('cluster.yaml'), 'cluster.yaml');
    const required = requiredSecrets(topology!);
    expect(Object.keys(await secretsOf(workspace))).toEqual(required.map(({ name }) => name));
    expect(certificateFits(await read('credentials/admin.crt'), await read('authority/ca.crt'), await read('credentials/admin.key'))).toBe(
      true,
    );
    expect(describeCertificate(await read('credentials/admin.crt')).organization).toBe('admin');
    expect(JSON.parse(await read('cluster.schema.json'))).toHaveProperty('properties.nodes');
    expect(JSON.parse(out)).toMatchObject({ cluster: 'geo', kept: [], secrets: { kept: [], made: required.map(({ name }) => name) } });
  });

  it('makes secrets of their kind, none twice', async () => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    const secrets = await secretsOf(workspace);
    expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
    expect(secrets.postgres_superuser).toMatch(/^[2-9A-HJ-NP-Za-km-z]{32}$/);
    expect(secrets.consul_token_management).toMatch(/^[0-9a-f-]{36}$/);
    expect(Buffer.from(secrets.consul_gossip!, 'base64').length).toBe(32);
  });

  it('gives a workspace from before each node had its own tokens what is missing, says so, and changes no other', async () => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    const all = await secretsOf(workspace);
    const old = Object.fromEntries(Object.entries(all).filter(([name]) => !/^consul_token_(agent|patroni|tamada)_/.test(name)));
    const before = { ...old, consul_token_patroni: '6f1b1c2e-0000-4000-8000-000000000001' };
    await writeFile(join(workspace, 'secrets.yaml'), JSON.stringify(before), { mode: 0o600 });
    const missing = Object.keys(all).filter((name) => !(name in old));
    // No other command makes them.
    const refused = await tamada('plan', '-C', workspace);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/consul_token_patroni_pg-a1-1[\s\S]*run `tamada init` again/);
    expect(await secretsOf(workspace)).toEqual(before);
    const { out } = await tamada('init', '-C', workspace, '--json');
    expect((JSON.parse(out) as { secrets: { made: string[] } }).secrets.made.toSorted()).toEqual(missing.toSorted());
    expect(await secretsOf(workspace)).toMatchObject(before);
  });

  it('keeps secrets and keys out of a repository', async () => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    const ignored = (await readFile(join(workspace, '.gitignore'), 'utf8')).split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['/authority/ca.key', '/credentials/', '/secrets.yaml', '/enroll/', '/runs/', '/rendered/']),
    );
  });

  it('changes nothing when it is run again', async () => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    const before = await snapshot(workspace);
    const { code, out } = await tamada('init', '-C', workspace, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ made: [], secrets: { made: [], taken: [], replaced: [] } });
    expect(await snapshot(workspace)).toEqual(before);
  });

  it('adds the secret of a new user and touches no other, nor what the operator wrote beside them', async () => {
    const workspace = await workspaceWith({ 'cluster.yaml': topologyTemplate('single-dc', 'geo') });
    await tamada('init', '-C', workspace);
    const before = await secretsOf(workspace);
    const path = join(workspace, 'secrets.yaml');
    await writeFile(path, `${await readFile(path, 'utf8')}# mine\n`);
    await writeFile(join(workspace, 'cluster.yaml'), withUser);
    await tamada('init', '-C', workspace);
    const { user_app: added, ...others } = await secretsOf(workspace);
    expect(others).toEqual(before);
    expect(added).toHaveLength(32);
    expect(await readFile(path, 'utf8')).toContain('# mine\n');
  });

  it('takes any password of printable ASCII as it is, and gives it back as it was', async () => {
    const workspace = await workspaceWith({ 'cluster.yaml': withUser, password: `${everyPrintable}\n` });
    await tamada('init', '-C', workspace, '--secret', `user_app=${join(workspace, 'password')}`);
    expect((await secretsOf(workspace)).user_app).toBe(everyPrintable);
  });

  it.each(['12345', 'true', 'null', '~', ' x ', '- a', '{}', '#', "'", '"', '0x1f', '@{slot:raw:postgres_superuser}'])(
    'takes %j as a text, whatever YAML thinks of it',
    async (value) => {
      const workspace = await workspaceWith({ 'cluster.yaml': withUser, password: value });
      await tamada('init', '-C', workspace, '--secret', `user_app=${join(workspace, 'password')}`);
      expect((await secretsOf(workspace)).user_app).toBe(value);
    },
  );

  it.each([
    ['a tab', 'user_app', 'a\tb', /control character \(U\+0009\)/],
    ['two lines', 'user_app', 'a\nb', /control character \(U\+000A\)/],
    ['a letter outside ASCII', 'user_app', 'pässword', /outside ASCII \(U\+00E4\)/],
    ['nothing', 'user_app', '\n', /it is empty/],
    ['a short gossip key', 'consul_gossip', 'abc', /32 bytes as base64/],
    ['a token that is no UUID', 'consul_token_patroni_pg-1', 'abc', /UUID/],
    ["Patroni's own quotes", 'postgres_superuser', 'se$$cret', /two dollar signs/],
    ["Patroni's own quotes for replication", 'postgres_replication', '$$', /two dollar signs/],
    ["Patroni's own quotes for pg_rewind", 'postgres_rewind', 'a$$', /two dollar signs/],
    ['a secret that nobody needs', 'user_nobody', 'x', /`user_nobody` is not a secret of this cluster/],
    ['a name that every object has', 'constructor', 'x', /`constructor` is not a secret of this cluster/],
    ['a name that objects drop', '__proto__', 'x', /`__proto__` is not a secret of this cluster/],
  ])('refuses %s, says so without the value, and makes nothing', async (_name, secret, value, words) => {
    const workspace = await workspaceWith({ 'cluster.yaml': withUser, value });
    const { code, err } = await tamada('init', '-C', workspace, '--secret', `${secret}=${join(workspace, 'value')}`);
    expect(code).toBe(2);
    expect(err).toMatch(words);
    if (value.length > 1) expect(err).not.toContain(value);
    expect((await readdir(workspace)).toSorted()).toEqual(['cluster.yaml', 'value']);
  });

  it('replaces a value only when it is told to', async () => {
    const workspace = await workspaceWith({ 'cluster.yaml': withUser, one: 'first', two: 'second' });
    const give = (file: string): readonly string[] => ['init', '-C', workspace, '--secret', `user_app=${join(workspace, file)}`];
    expect((await tamada(...give('one'))).code).toBe(0);
    expect((await tamada(...give('one'))).code).toBe(0);
    const before = await snapshot(workspace);
    const refused = await tamada(...give('two'));
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('--replace-secret user_app');
    expect(await snapshot(workspace)).toEqual(before);
    expect((await tamada(...give('two'), '--replace-secret', 'user_app')).code).toBe(0);
    expect((await secretsOf(workspace)).user_app).toBe('second');
    expect((await tamada('init', '-C', workspace, '--replace-secret', 'user_app')).code).toBe(2);
  });

  it.each([
    ['done', 'postgres_superuser', 3],
    ['done', 'consul_token_agent_pg-1', 3],
    ['done', 'patroni_rest', 3],
    ['done', 'user_app', 0],
    ['failed', 'postgres_superuser', 0],
  ])('after a bootstrap that is %s, replacing %s ends with %i', async (result, name, expected) => {
    const value = name.includes('token') ? '6f1b1c2e-0000-4000-8000-000000000001' : 'second';
    const workspace = await workspaceWith({
      'cluster.yaml': withUser,
      value,
      'runs/1.json': JSON.stringify({
        ...{ id: '1', sequence: 'bootstrap', startedAtMs: 1, endedAtMs: 2, inputs: '', ignored: [], generation: 1, phase: '', result },
      }),
    });
    expect((await tamada('init', '-C', workspace)).code).toBe(0);
    const before = await snapshot(workspace);
    const { code, err } = await tamada(
      ...['init', '-C', workspace, '--secret', `${name}=${join(workspace, 'value')}`, '--replace-secret', name],
    );
    expect(code).toBe(expected);
    if (expected === 0) expect((await secretsOf(workspace))[name]).toBe(value);
    else {
      expect(err).toMatch(/keep the old one[^]*only the passwords of users/);
      expect(await snapshot(workspace)).toEqual(before);
    }
  });

  it('makes nothing beside a topology with mistakes', async () => {
    const workspace = await workspaceWith({ 'cluster.yaml': withUser.replace('role: witness', 'role: wittness') });
    const { code, err } = await tamada('init', '-C', workspace);
    expect(code).toBe(2);
    expect(err).toContain('did you mean `witness`?');
    expect(await readdir(workspace)).toEqual(['cluster.yaml']);
  });

  it('takes every name that the file takes, with a certificate that counts', async () => {
    const workspace = await workspaceWith({});
    const name = `g${'e'.repeat(61)}o`;
    expect(await tamada('init', '-C', workspace, '--name', name)).toMatchObject({ code: 0 });
    const authority = await readFile(join(workspace, 'authority/ca.crt'), 'utf8');
    expect(describeCertificate(authority).commonName).toHaveLength(64);
    const admin = ['crt', 'key'].map((end) => readFile(join(workspace, `credentials/admin.${end}`), 'utf8'));
    const [certificate, key] = await Promise.all(admin);
    expect(certificateFits(certificate!, authority, key!)).toBe(true);
  });

  it.each([['Geo'], [`g${'e'.repeat(63)}`], ['__proto__'], ['1geo'], ['geo-'], ['a b'], ['a:\n  b']])(
    'refuses the name %j',
    async (name) => {
      const workspace = await workspaceWith({});
      expect((await tamada('init', '-C', workspace, '--name', name)).code).toBe(2);
      expect(await readdir(workspace)).toEqual([]);
    },
  );

  it('takes a name and a template, and refuses another name later', async () => {
    const workspace = await workspaceWith({});
    expect((await tamada('init', '-C', workspace, '--name', 'east', '--template', 'single-dc')).code).toBe(0);
    const text = await readFile(join(workspace, 'cluster.yaml'), 'utf8');
    expect(text).toBe(topologyTemplate('single-dc', 'east'));
    expect((await tamada('init', '-C', workspace, '--name', 'west')).code).toBe(2);
    expect(await readFile(join(workspace, 'cluster.yaml'), 'utf8')).toBe(text);
  });

  it.each(['authority/ca.key', 'authority/ca.crt', 'credentials/admin.key'])('makes no new one where only %s is lost', async (lost) => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    await rm(join(workspace, lost));
    const before = await snapshot(workspace);
    const { code, err } = await tamada('init', '-C', workspace);
    expect(code).toBe(3);
    expect(err).toContain(`but ${lost} does not`);
    expect(await snapshot(workspace)).toEqual(before);
  });

  it('refuses secrets that others may read', async () => {
    const workspace = await workspaceWith({});
    await tamada('init', '-C', workspace);
    await chmod(join(workspace, 'secrets.yaml'), 0o640);
    const { code, err } = await tamada('init', '-C', workspace);
    expect(code).toBe(3);
    expect(err).toContain(`chmod 600 ${join(workspace, 'secrets.yaml')}`);
  });

  it('is refused while another one runs there', async () => {
    const workspace = await workspaceWith({});
    await mkdir(join(workspace, 'x'));
    const [one, two] = await Promise.all([tamada('init', '-C', workspace), tamada('init', '-C', workspace)]);
    expect([one.code, two.code].toSorted()).toEqual([0, 3]);
  });
});

describe('readOwnSecrets', () => {
  const nothing = Readable.from([]);

  it('reads stdin once', async () => {
    await expect(readOwnSecrets(['a=-'], Readable.from(['va', 'lue\n']))).resolves.toEqual({ a: 'value' });
    await expect(readOwnSecrets(['a=-', 'b=-'], Readable.from(['x']))).rejects.toMatchObject({ detail: { code: 'usage' } });
  });

  it.each([['a'], ['=file'], ['a=/no/such/file']])('refuses %j', async (word) => {
    await expect(readOwnSecrets([word], nothing)).rejects.toMatchObject({ detail: { code: 'usage' } });
  });

  it('refuses a name that is given twice', async () => {
    await expect(readOwnSecrets(['a=-', 'a=/x'], Readable.from(['x']))).rejects.toMatchObject({ detail: { code: 'usage' } });
  });
});
