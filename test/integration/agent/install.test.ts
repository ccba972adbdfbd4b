import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Enrollment } from '@tamada/core/enrollment';
import { errorDetail } from '@tamada/core/errors';
import type { CertificateAuthority, Organization } from '@tamada/wire';
import { createAuthority, issueCertificate } from '@tamada/wire';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hostCommands } from '../../../packages/agent/host-commands.ts';
import type { Installed, InstallOptions } from '../../../packages/agent/install/install.ts';
import { install } from '../../../packages/agent/install/install.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { agentConfig } from './support/agent.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

const now = Date.now();
let authority: CertificateAuthority;
let host: Host;
let home: string;

beforeAll(async () => {
  authority = await createAuthority('geo', now);
});
beforeEach(() => {
  host = makeHost();
  mkdirSync(host.at('/run/systemd/system'), { recursive: true });
  host.write('/etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
  home = host.at('/opt/tamada/0.1.0');
  cpSync('configs', join(home, 'configs'), { recursive: true });
});
afterEach(() => {
  host.remove();
});

/** The file that `tamada enroll` would make. */
async function enrollment(
  change: Partial<Enrollment> = {},
  certificate: { nowMs?: number; organization?: Organization; name?: string } = {},
): Promise<string> {
  const { organization = 'agent', name = 'n1', nowMs = now } = certificate;
  const subject = { commonName: name, organization, dnsNames: [name], ipAddresses: [] };
  const leaf = await issueCertificate({ authority, subject, nowMs, days: 30 });
  const content: Enrollment = {
    format: 1,
    cluster: 'geo',
    node: 'n1',
    agentConfig: { debian: agentConfig('witness', 1), rhel: 'cluster: wrong' },
    authority: authority.certificate,
    ...leaf,
    madeAt: new Date(now).toISOString(),
    ...change,
  };
  const file = host.at('/root-enrollment.json');
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}

async function installed(file: string, change: Partial<InstallOptions> = {}): Promise<Installed> {
  const paths = agentPaths(host.root);
  return install({
    paths,
    run: hostCommands(paths),
    file,
    replace: null,
    home,
    uid: 0,
    owners: [process.getuid?.() ?? 0],
    nowMs: now,
    ...change,
  });
}

async function run(file: string, replace: string | null = null): Promise<readonly string[]> {
  return (await installed(file, { replace })).changes;
}

const refusalOf = (file: string, replace?: string): Promise<unknown> =>
  run(file, replace).then(
    () => null,
    (error: unknown) => errorDetail(error),
  );

describe('install', () => {
  test('makes the host a node; a second time nothing happens', async () => {
    const file = await enrollment();
    expect(await run(file)).toContain('tamada-agent.service was started');
    expect(host.changes()).toEqual(['daemon-reload', 'enable tamada-agent.service', 'restart tamada-agent.service']);
    expect(host.read('/etc/tamada/agent.yaml')).toBe(agentConfig('witness', 1));
    expect(readlinkSync(host.at('/opt/tamada/current'))).toBe('0.1.0');
    expect(statSync(host.at('/etc/tamada/tls')).mode & 0o777).toBe(0o700);
    expect(statSync(host.at('/etc/tamada/tls/agent.key')).mode & 0o777).toBe(0o600);
    expect(statSync(host.at('/var/lib/tamada')).mode & 0o777).toBe(0o700);
    const tree = host.tree();
    expect(await run(file)).toEqual([]);
    expect(host.tree()).toEqual(tree);
    expect(host.changes()).toEqual([]);
  });

  test('starts an agent that stands still, and leaves a certificate that was renewed meanwhile', async () => {
    await run(await enrollment({}, { nowMs: now + 86_400_000 }));
    const renewed = host.read('/etc/tamada/tls/agent.crt');
    writeFileSync(host.at('/run/fake-systemd/tamada-agent.service/active'), 'failed');
    expect(await run(await enrollment())).toEqual(['tamada-agent.service was started']);
    expect(host.read('/etc/tamada/tls/agent.crt')).toBe(renewed);
  });

  test('takes a host from another node only when that one is named, and keeps what its agent remembered', async () => {
    await run(await enrollment());
    host.write('/var/lib/tamada/journal.json', 'old');
    const other = await enrollment(
      { node: 'n2', agentConfig: { debian: agentConfig('witness', 1).replace('n1', 'n2'), rhel: '' } },
      { name: 'n2' },
    );
    const before = host.tree();
    expect(await refusalOf(other)).toMatchObject({ code: 'unsafe' });
    expect(await refusalOf(other, 'n3')).toMatchObject({ code: 'unsafe' });
    expect(host.tree()).toEqual(before);
    await run(other, 'n1');
    expect(existsSync(host.at('/var/lib/tamada/journal.json'))).toBe(false);
    expect(host.read(`/var/lib/tamada.replaced-${String(now)}/journal.json`)).toBe('old');
  });

  test.each([
    ['no file', () => Promise.resolve('/nowhere.json'), 'file_missing'],
    ['a file of something else', () => enrollment({ format: 7 as 1 }), 'file_invalid'],
    ['a certificate that has ended', () => enrollment({}, { nowMs: now - 60 * 86_400_000 }), 'file_invalid'],
    ['a certificate of an operator', () => enrollment({}, { organization: 'admin' }), 'file_invalid'],
    ['a certificate of another node', () => enrollment({}, { name: 'n2' }), 'file_invalid'],
    [
      'an authority that did not sign it',
      async () => enrollment({ authority: (await createAuthority('geo', now)).certificate }),
      'file_invalid',
    ],
    ['a key that is not its own', () => enrollment({ key: authority.key }), 'file_invalid'],
  ])('refuses %s and changes nothing', async (_what, make, code) => {
    const file = await make();
    const before = host.tree();
    expect(await refusalOf(file)).toMatchObject({ code });
    expect(host.tree()).toEqual(before);
  });

  test.each([0o077, 0o027, 0o022])('makes its own paths right, whatever the umask %o and the user were that unpacked it', async (umask) => {
    const before = process.umask(umask);
    try {
      rmSync(host.at('/opt'), { recursive: true });
      mkdirSync(host.at('/opt'), { mode: 0o755 });
      chmodSync(host.at('/opt'), 0o755);
      mkdirSync(join(home, 'bin'), { recursive: true });
      cpSync('configs', join(home, 'configs'), { recursive: true });
      writeFileSync(join(home, 'bin/tamada-check'), '', { mode: 0o777 });
      chownSync(join(home, 'bin/tamada-check'), 1000, 1000);
      chmodSync(join(home, 'bin/tamada-check'), 0o775);
      await run(await enrollment({ agentConfig: { debian: agentConfig('database', 1), rhel: '' } }));
    } finally {
      process.umask(before);
    }
    const modeOf = (path: string): string => (statSync(host.at(path)).mode & 0o7777).toString(8);
    for (const path of ['', '/current/', '/0.1.0/bin', '/0.1.0/bin/tamada-check', '/0.1.0/configs/systemd'])
      expect([path, modeOf(`/opt/tamada${path}`)]).toEqual([path, '755']);
    expect(modeOf('/opt/tamada/0.1.0/configs/systemd/tamada-agent.service')).toBe('644');
    expect(statSync(host.at('/opt/tamada/0.1.0/bin/tamada-check'))).toMatchObject({ uid: 0, gid: 0 });
    expect(modeOf('/etc/tamada')).toBe('755');
    expect(modeOf('/etc/tamada/agent.yaml')).toBe('644');
    expect(modeOf('/var/lib/tamada')).toBe('700');
  });

  test('refuses a way in that it may not open itself, where the check has to go it, and a program that lies elsewhere', async () => {
    const database = { agentConfig: { debian: agentConfig('database', 1), rhel: '' } };
    chmodSync(host.at('/opt'), 0o750);
    const closed = { code: 'unsafe', next: expect.stringContaining(`chmod o+x ${host.at('/opt')}`) as string };
    expect(await refusalOf(await enrollment(database))).toMatchObject(closed);
    expect(await refusalOf(await enrollment())).toBeNull();
    cpSync(home, host.at('/root/0.1.0'), { recursive: true });
    const elsewhere = installed(await enrollment(), { home: host.at('/root/0.1.0') });
    await expect(elsewhere).rejects.toMatchObject({ detail: { code: 'usage', next: expect.stringContaining('/opt/tamada') as string } });
  });

  test('finds its way where /opt is a link', async () => {
    renameSync(host.at('/opt'), host.at('/data'));
    symlinkSync('data', host.at('/opt'));
    await run(await enrollment());
    expect(readlinkSync(host.at('/opt/tamada/current'))).toBe('0.1.0');
  });

  test('says by how much the clock is behind, and refuses where the certificate does not count yet', async () => {
    const file = await enrollment();
    const at = (nowMs: number): Promise<Installed> => installed(file, { nowMs });
    expect((await at(now)).warnings).toEqual([]);
    expect((await at(now - 1000)).warnings).toEqual([]);
    expect((await at(now - 3_600_000)).warnings).toEqual([expect.stringMatching(/clock of this host is at least 60 min behind/)]);
    const before = host.tree();
    await expect(at(now - 2 * 86_400_000)).rejects.toMatchObject({
      detail: {
        code: 'unsafe',
        problem: expect.stringMatching(/clock of this host is wrong.*valid from .* UTC, and the clock here says/) as string,
      },
    });
    await expect(at(now + 40 * 86_400_000)).rejects.toMatchObject({
      detail: {
        code: 'file_invalid',
        problems: [{ problem: expect.stringMatching(/expired on .* UTC, and the clock here says/) as string }],
      },
    });
    expect(host.tree()).toEqual(before);
  });

  test.each<[string, (file: string) => void]>([
    [
      'that others may read',
      (file) => {
        chmodSync(file, 0o644);
      },
    ],
    [
      'that the group may write',
      (file) => {
        chmodSync(file, 0o620);
      },
    ],
    [
      'of somebody else',
      (file) => {
        chownSync(file, 12_345, 0);
      },
    ],
  ])('refuses a file %s', async (_what, change) => {
    const file = await enrollment();
    change(file);
    const before = host.tree();
    expect(await refusalOf(file)).toMatchObject({ code: 'unsafe' });
    expect(host.tree()).toEqual(before);
  });

  test('refuses a link to the file', async () => {
    const link = host.at('/link.json');
    symlinkSync(await enrollment(), link);
    expect(await refusalOf(link)).toMatchObject({ code: 'file_system_failed', errno: 'ELOOP' });
  });

  test.each([
    ['ID=alpine\n', 'unsafe'],
    ['', 'unsafe'],
  ])('refuses a host that calls itself %j', async (osRelease, code) => {
    host.write('/etc/os-release', osRelease);
    expect(await refusalOf(await enrollment())).toMatchObject({ code });
  });
});
