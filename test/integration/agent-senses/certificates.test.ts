import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthority, signRequest } from '@tamada/wire';
import type { CertificateAuthority, LeafSubject } from '@tamada/wire';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { certificateFiles, readIdentity } from '../../../packages/agent/certificates/files.ts';
import type { CertificateFiles } from '../../../packages/agent/certificates/files.ts';
import { finishInstallation, installCertificate } from '../../../packages/agent/certificates/install.ts';
import { requestCertificate } from '../../../packages/agent/certificates/request.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { certificatesStatus } from '../../../packages/agent/status/certificates.ts';
import { temporaryFolder } from './support/program.ts';
import type { TemporaryFolder } from './support/program.ts';

let authority: CertificateAuthority;
let folder: TemporaryFolder;
let files: CertificateFiles;
beforeAll(async () => {
  authority = await createAuthority('geo', Date.now());
});
beforeEach(async () => {
  folder = await temporaryFolder();
  files = certificateFiles(agentPaths(folder.path), 'node');
});
afterEach(() => folder.remove());

async function sign(request: string, over: Partial<LeafSubject> = {}, by = authority): Promise<string> {
  const subject: LeafSubject = { commonName: 'pg-a1-1', organization: 'node', dnsNames: [], ipAddresses: ['10.10.1.1'], ...over };
  return signRequest(request, { authority: by, subject, nowMs: Date.now() });
}
function install(certificate: string, by = authority): Promise<boolean> {
  return installCertificate(files, { certificate, authority: by.certificate, commonName: 'pg-a1-1', organization: 'node' });
}

describe('a certificate', () => {
  test('is requested, signed and taken into use; the second time nothing is written', async () => {
    const certificate = await sign(await requestCertificate(files, 'pg-a1-1'));
    expect(await install(certificate)).toBe(true);
    expect((await readdir(join(folder.path, 'var/lib/tamada/tls'))).sort()).toEqual(['authority.crt', 'node.crt', 'node.key']);
    expect((await stat(files.key)).mode & 0o777).toBe(0o600);
    expect(await readIdentity(files)).toMatchObject({ certificate, authority: authority.certificate });
    const { mtimeMs } = await stat(files.certificate);
    expect(await install(certificate)).toBe(false);
    expect((await stat(files.certificate)).mtimeMs).toBe(mtimeMs);
    const [status] = await certificatesStatus({ node: files.certificate, agent: join(folder.path, 'none') });
    expect(status).toMatchObject({ name: 'node', subject: 'CN=pg-a1-1, O=node' });
    expect(status!.notAfterMs).toBeGreaterThan(Date.now());
  });

  test('a request does not touch what is in use', async () => {
    const certificate = await sign(await requestCertificate(files, 'pg-a1-1'));
    await install(certificate);
    const before = await readIdentity(files);
    await requestCertificate(files, 'pg-a1-1');
    expect(await readIdentity(files)).toEqual(before);
    expect(await install(certificate)).toBe(false);
  });

  test('is renewed in place', async () => {
    await install(await sign(await requestCertificate(files, 'pg-a1-1')));
    const before = await readIdentity(files);
    expect(await install(await sign(await requestCertificate(files, 'pg-a1-1')))).toBe(true);
    expect((await readIdentity(files)).key).not.toBe(before.key);
  });

  test.each([
    [
      'of another key',
      async () => sign(await requestCertificate(certificateFiles(agentPaths(join(folder.path, 'other')), 'node'), 'pg-a1-1')),
    ],
    ['of another authority', async (request: string) => sign(request, {}, await createAuthority('geo', Date.now()))],
    ['for another node', (request: string) => sign(request, { commonName: 'pg-a1-2' })],
    ['for another use', (request: string) => sign(request, { organization: 'admin' })],
    ['that is none', async () => 'nonsense'],
  ])('%s is refused, and what is in use stays', async (_name, make) => {
    await install(await sign(await requestCertificate(files, 'pg-a1-1')));
    const before = await readIdentity(files);
    const certificate = await make(await requestCertificate(files, 'pg-a1-1'));
    await expect(install(certificate)).rejects.toMatchObject({ detail: { code: 'request_failed' } });
    expect(await readIdentity(files)).toEqual(before);
  });

  test('without a request is refused', async () => {
    const elsewhere = certificateFiles(agentPaths(join(folder.path, 'other')), 'node');
    const certificate = await sign(await requestCertificate(elsewhere, 'pg-a1-1'));
    await expect(install(certificate)).rejects.toMatchObject({ detail: { code: 'request_failed' } });
  });

  test.each([
    ['before the key', false],
    ['between key and certificate', true],
  ])('a crash %s was replaced is made good', async (_name, keyMoved) => {
    await install(await sign(await requestCertificate(files, 'pg-a1-1')));
    const next = await sign(await requestCertificate(files, 'pg-a1-1'));
    const pending = await readFile(files.pendingKey, 'utf8');
    // What installCertificate leaves when it dies after the pending certificate was written.
    await writeFile(files.pendingCertificate, next);
    if (keyMoved) await rename(files.pendingKey, files.key);
    await finishInstallation(files);
    expect(await readIdentity(files)).toMatchObject({ certificate: next, key: pending });
  });
});
