import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateNames, certificateSubject } from '@tamada/core/certificates';
import type { CertificateName } from '@tamada/core/certificates';
import { createAuthority, issueCertificate, signRequest } from '@tamada/wire';
import type { CertificateAuthority, LeafOptions, LeafSubject } from '@tamada/wire';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { certificateFiles, readIdentity } from '../../../packages/agent/certificates/certificate-files.ts';
import type { CertificateFiles } from '../../../packages/agent/certificates/certificate-files.ts';
import { finishInstallation, installCertificate, proveIdentity, requestCertificate } from '../../../packages/agent/certificates/renew.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { certificatePaths, certificatesStatus } from '../../../packages/agent/status/certificates.ts';
import { temporaryFolder } from './support/program.ts';
import type { TemporaryFolder } from './support/program.ts';

const holder = { node: 'pg-a1-1', address: '10.10.1.1', consulDatacenter: 'geo' };
const dayMs = 24 * 60 * 60_000;

let authority: CertificateAuthority;
let folder: TemporaryFolder;
let files: CertificateFiles;
beforeAll(async () => {
  authority = await createAuthority('geo', Date.now());
});
beforeEach(async () => {
  folder = await temporaryFolder();
  files = certificateFiles(agentPaths(folder.path), 'postgres');
});
afterEach(() => folder.remove());

type Change = Partial<Omit<LeafOptions, 'subject'>> & { readonly subject?: Partial<LeafSubject> };

async function sign(request: string, { subject, ...change }: Change = {}, name: CertificateName = 'postgres'): Promise<string> {
  const options = { authority, nowMs: Date.now(), ...change, subject: { ...certificateSubject(holder, name), ...subject } };
  return signRequest(request, options);
}
function install(certificate: string, by = authority, name: CertificateName = 'postgres'): Promise<boolean> {
  const given = { certificate, authority: by.certificate, ours: authority.certificate };
  const of = certificateFiles(agentPaths(folder.path), name);
  return installCertificate(of, { ...given, subject: certificateSubject(holder, name), nowMs: Date.now() });
}

describe('a certificate', () => {
  test('is requested, signed and taken into use; the second time nothing is written', async () => {
    const certificate = await sign(await requestCertificate(files, 'pg-a1-1'));
    expect(await install(certificate)).toBe(true);
    expect((await readdir(join(folder.path, 'var/lib/tamada/tls'))).sort()).toEqual(['authority.crt', 'postgres.crt', 'postgres.key']);
    expect((await stat(files.key)).mode & 0o777).toBe(0o600);
    expect(await readIdentity(files)).toMatchObject({ certificate, authority: authority.certificate });
    const { mtimeMs } = await stat(files.certificate);
    expect(await install(certificate)).toBe(false);
    expect((await stat(files.certificate)).mtimeMs).toBe(mtimeMs);
    const [status] = await certificatesStatus(certificatePaths(agentPaths(folder.path), 'database'));
    expect(status).toMatchObject({ name: 'postgres', subject: 'CN=pg-a1-1, O=postgres' });
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

  test.each(certificateNames)('for %s is what its use demands', async (name) => {
    const certificate = await sign(await requestCertificate(certificateFiles(agentPaths(folder.path), name), 'pg-a1-1'), {}, name);
    expect(await install(certificate, authority, name)).toBe(true);
  });

  const refusals: readonly [string, RegExp, (request: string) => Promise<string>][] = [
    [
      'of another key',
      /another key/,
      async () => sign(await requestCertificate(certificateFiles(agentPaths(join(folder.path, 'other')), 'postgres'), 'pg-a1-1')),
    ],
    [
      'of another authority',
      /another authority/,
      async (request) => sign(request, { authority: await createAuthority('geo', Date.now()) }),
    ],
    ['for another node', /CN=pg-a1-2/, (request) => sign(request, { subject: { commonName: 'pg-a1-2' } })],
    ['for another use', /O=admin/, (request) => sign(request, { subject: { organization: 'admin' } })],
    ['for another use of this node', /O=consul/, (request) => sign(request, {}, 'consul')],
    [
      'with one name more',
      /valid for/,
      (request) => sign(request, { subject: { dnsNames: ['pg-a1-1', 'localhost', 'server.geo.consul'] } }),
    ],
    ['with one name less', /valid for/, (request) => sign(request, { subject: { dnsNames: ['pg-a1-1'] } })],
    ['for another address', /valid for/, (request) => sign(request, { subject: { ipAddresses: ['10.10.1.2', '127.0.0.1'] } })],
    ['that has ended', /valid from/, (request) => sign(request, { nowMs: Date.now() - 366 * dayMs })],
    ['that does not count yet', /valid from/, (request) => sign(request, { nowMs: Date.now() + 2 * dayMs })],
    ['that is none', /not a certificate/, async () => 'nonsense'],
    ['that is an authority', /CN=tamada geo/, async () => authority.certificate],
  ];
  test.each(refusals)('%s is refused, and what is in use stays', async (_name, words, make) => {
    await install(await sign(await requestCertificate(files, 'pg-a1-1')));
    const before = await readIdentity(files);
    const certificate = await make(await requestCertificate(files, 'pg-a1-1'));
    await expect(install(certificate)).rejects.toMatchObject({
      detail: { code: 'request_failed', problem: expect.stringMatching(words) as unknown },
    });
    expect(await readIdentity(files)).toEqual(before);
  });

  test('with an authority of its own is refused: nothing that comes over the network replaces ours', async () => {
    const other = await createAuthority('geo', Date.now());
    const certificate = await sign(await requestCertificate(files, 'pg-a1-1'), { authority: other });
    await expect(install(certificate, other)).rejects.toMatchObject({
      detail: { problem: expect.stringMatching(/another authority/) as unknown },
    });
  });

  test('whose handshake fails is refused', async () => {
    const { certificate } = await issueCertificate({ authority, subject: certificateSubject(holder, 'postgres'), nowMs: Date.now() });
    const { key } = await issueCertificate({ authority, subject: certificateSubject(holder, 'postgres'), nowMs: Date.now() });
    const identity = { certificate, key, authority: authority.certificate };
    await expect(proveIdentity(identity, certificateSubject(holder, 'postgres'))).rejects.toThrow();
  });

  test('without a request is refused', async () => {
    const elsewhere = certificateFiles(agentPaths(join(folder.path, 'other')), 'postgres');
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
