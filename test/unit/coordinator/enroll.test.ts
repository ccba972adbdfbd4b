import { X509Certificate } from 'node:crypto';
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { agentConfigSchema } from '@tamada/core/bundle';
import { enrollmentSchema, type Enrollment } from '@tamada/core/enrollment';
import { certificateFits, describeCertificate } from '@tamada/wire';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadAdminIdentity, workspaceCertificates } from '../../../packages/coordinator/workspace/credentials.ts';
import { tamada, workspaceWith } from './workspace-folder.ts';

const names = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3', 'backup'];

async function initialised(): Promise<string> {
  const workspace = await workspaceWith({});
  expect((await tamada('init', '-C', workspace)).code).toBe(0);
  return workspace;
}

async function enrollment(path: string): Promise<Enrollment> {
  return enrollmentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

describe('tamada enroll', () => {
  it('makes one file per node, for its owner only, and prints the commands for the server', async () => {
    const workspace = await initialised();
    const { code, out } = await tamada('enroll', '--all', '-C', workspace);
    expect(code).toBe(0);
    expect((await readdir(join(workspace, 'enroll'))).toSorted()).toEqual(names.map((name) => `${name}.json`).toSorted());
    expect((await stat(join(workspace, 'enroll'))).mode & 0o777).toBe(0o700);
    for (const name of names) {
      const path = join(workspace, 'enroll', `${name}.json`);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(out).toContain(path);
      expect(out).toMatch(new RegExp(`umask 022 && .*tar -xJf .*\\n.*/bin/tamada-agent install /root/${name}\\.json`));
    }
  });

  it('puts into it what makes a server this node and no other', async () => {
    const workspace = await initialised();
    await tamada('enroll', 'pg-a2-1', '-C', workspace);
    const { cluster, node, agentConfig, authority, certificate, key } = await enrollment(join(workspace, 'enroll/pg-a2-1.json'));
    expect({ cluster, node }).toEqual({ cluster: 'geo', node: 'pg-a2-1' });
    expect(authority).toBe(await readFile(join(workspace, 'authority/ca.crt'), 'utf8'));
    expect(certificateFits(certificate, authority, key)).toBe(true);
    expect(describeCertificate(certificate).subject).toBe('CN=pg-a2-1, O=agent');
    expect(new X509Certificate(certificate).subjectAltName).toBe('DNS:pg-a2-1, IP Address:10.10.2.1');
    for (const platform of ['debian', 'rhel'] as const) {
      const config = agentConfigSchema.parse(parse(agentConfig[platform]));
      expect(config).toMatchObject({ cluster: 'geo', node: 'pg-a2-1', role: 'database', address: '10.10.2.1', platform });
    }
  });

  it('makes a new key each time, and writes where it is told', async () => {
    const workspace = await initialised();
    const output = join(workspace, 'elsewhere');
    await tamada('enroll', 'arb-a3', '-C', workspace, '--output', output);
    const first = await enrollment(join(output, 'arb-a3.json'));
    await tamada('enroll', 'arb-a3', '-C', workspace, '--output', output);
    const second = await enrollment(join(output, 'arb-a3.json'));
    expect(second.key).not.toBe(first.key);
    expect(await readdir(output)).toEqual(['arb-a3.json']);
  });

  it.each([
    ['no node', [], /no node was given/],
    ['an unknown node', ['pg-a1-1', 'pg-b'], /no node pg-b/],
    ['names and --all', ['pg-a1-1', '--all'], /cannot be combined/],
  ])('refuses %s and makes nothing', async (_name, argv, words) => {
    const workspace = await initialised();
    const { code, err } = await tamada('enroll', ...argv, '-C', workspace);
    expect(code).toBe(2);
    expect(err).toMatch(words);
    expect(await readdir(workspace)).not.toContain('enroll');
  });

  it('refuses a folder without an authority, and an authority whose key others may read', async () => {
    const workspace = await initialised();
    await chmod(join(workspace, 'authority/ca.key'), 0o644);
    expect(await tamada('enroll', '--all', '-C', workspace)).toMatchObject({
      code: 3,
      err: expect.stringContaining('chmod 600') as string,
    });
    const empty = await workspaceWith({ 'cluster.yaml': await readFile(join(workspace, 'cluster.yaml'), 'utf8') });
    expect(await tamada('enroll', '--all', '-C', empty)).toMatchObject({ code: 2, err: expect.stringContaining('tamada init') as string });
  });
});

describe("the workspace's own certificates", () => {
  const years = (count: number) => () => count * 365.25 * 24 * 60 * 60 * 1000;

  it('are used until they end, and then name the way out', async () => {
    const workspace = await initialised();
    const identity = await loadAdminIdentity({ workspace, now: years(0.9) });
    expect(certificateFits(identity.certificate, identity.authority, identity.key)).toBe(true);
    const ended = { detail: { code: 'unsafe', next: expect.stringContaining('enroll --renew') as string } };
    await expect(loadAdminIdentity({ workspace, now: years(1.1) })).rejects.toMatchObject(ended);
    const early = { detail: { code: 'unsafe', problem: expect.stringMatching(/clock is wrong.*valid from/) as string } };
    await expect(loadAdminIdentity({ workspace, now: years(-0.1) })).rejects.toMatchObject(early);
    await chmod(join(workspace, 'credentials/admin.key'), 0o604);
    await expect(loadAdminIdentity({ workspace, now: years(0.9) })).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });

  it('say when they end', async () => {
    const certificates = await workspaceCertificates(await initialised());
    const days = certificates.map(({ name, notAfterMs }) => [name, Math.round(notAfterMs / 86_400_000)]);
    expect(days).toEqual([
      ['admin', 365],
      ['authority', 3650],
    ]);
  });
});
