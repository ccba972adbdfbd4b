import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateAuthority, LeafSubject, Organization } from '@tamada/wire';
import {
  certificateFits,
  createAuthority,
  createSigningRequest,
  describeCertificate,
  issueCertificate,
  outOfTime,
  signRequest,
} from '@tamada/wire';
import { runCommand } from '@tamada/runtime';
import { beforeAll, describe, expect, it } from 'vitest';

const nowMs = Date.now();
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const folder = mkdtempSync(join(tmpdir(), 'tamada-certificates-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};
const openssl = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await runCommand(['openssl', ...args], { timeoutMs: 20_000 });
  if (code !== 0) throw new Error(stderr);
  return stdout;
};
const subject = (organization: Organization): LeafSubject => ({
  commonName: 'pg-a1-1',
  organization,
  dnsNames: ['pg-a1-1', 'server.geo.consul'],
  ipAddresses: ['10.10.1.1', '127.0.0.1'],
});

describe('certificates', () => {
  let authority: CertificateAuthority;
  beforeAll(async () => {
    authority = await createAuthority('geo', nowMs);
  });

  it('has an authority that signs leaves only, for ten years', async () => {
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
    const text = await openssl('x509', '-noout', '-text', '-in', file('ca.crt', authority.certificate));
    expect(text).toMatch(/CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Certificate Sign, CRL Sign/);
    expect(describeCertificate(authority.certificate).notAfterMs).toBeGreaterThan(nowMs + 3640 * dayMs);
  });

  it.each([
    ['agent', ['sslserver']],
    ['consul', ['sslserver', 'sslclient']],
    ['postgres', ['sslserver']],
    ['patroni', ['sslserver']],
    ['admin', ['sslclient']],
    ['operator', ['sslclient']],
    ['viewer', ['sslclient']],
  ] as const)('issues for %s what OpenSSL accepts as %j and nothing else', async (organization, purposes) => {
    const { certificate, key } = await issueCertificate({ authority, subject: subject(organization), nowMs });
    const [ca, leaf] = [file('ca.crt', authority.certificate), file(`${organization}.crt`, certificate)];
    for (const purpose of ['sslserver', 'sslclient'] as const) {
      const verify = openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', ca, leaf);
      if ((purposes as readonly string[]).includes(purpose)) await expect(verify).resolves.toContain('OK');
      else await expect(verify).rejects.toThrow();
    }
    expect(certificateFits(certificate, authority.certificate, key)).toBe(true);
    const description = describeCertificate(certificate);
    expect(description).toMatchObject({ commonName: 'pg-a1-1', organization, subject: `CN=pg-a1-1, O=${organization}` });
    expect(Math.round((description.notAfterMs - nowMs) / dayMs)).toBe(365);
    expect(new X509Certificate(certificate).subjectAltName).toBe(
      'DNS:pg-a1-1, DNS:server.geo.consul, IP Address:10.10.1.1, IP Address:127.0.0.1',
    );
  });

  it('counts from a day before it was made, for clocks that are behind', async () => {
    const { certificate } = await issueCertificate({ authority, subject: subject('agent'), nowMs });
    for (const pem of [certificate, authority.certificate]) {
      const { notBeforeMs } = describeCertificate(pem);
      expect(Math.round((nowMs - notBeforeMs) / dayMs)).toBe(1);
    }
    const description = describeCertificate(certificate);
    expect(outOfTime(description, nowMs - 23 * hourMs)).toBeNull();
    expect(outOfTime(description, nowMs + 364 * dayMs)).toBeNull();
    expect(outOfTime(description, nowMs - 25 * hourMs)).toMatch(/^it is valid from .* UTC, and the clock here says /);
    expect(outOfTime(description, nowMs + 366 * dayMs)).toMatch(/^it expired on .* UTC, and the clock here says /);
  });

  it('signs a request for the names that the coordinator dictates, not for those that are asked for', async () => {
    const { request, key } = await createSigningRequest('somebody-else');
    const certificate = await signRequest(request, { authority, subject: subject('postgres'), nowMs });
    expect(describeCertificate(certificate).subject).toBe('CN=pg-a1-1, O=postgres');
    expect(certificateFits(certificate, authority.certificate, key)).toBe(true);
  });

  it('signs no request that is garbage, of another kind of key, or not signed by its own key', async () => {
    const options = { authority, subject: subject('postgres'), nowMs };
    const refused = { detail: { code: 'request_failed', request: 'signing request' } };
    await expect(signRequest('garbage', options)).rejects.toMatchObject(refused);

    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const request = await openssl('req', '-new', '-key', file('rsa.key', rsa.toString()), '-subj', '/CN=x');
    await expect(signRequest(request, options)).rejects.toMatchObject(refused);

    const lines = (await createSigningRequest('x')).request.trim().split('\n');
    const bytes = Buffer.from(lines.slice(1, -1).join(''), 'base64');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    const forged = [lines[0], bytes.toString('base64'), lines.at(-1)].join('\n');
    await expect(signRequest(forged, options)).rejects.toMatchObject(refused);
  });

  it('sees what does not fit together', async () => {
    const other = await createAuthority('geo', nowMs);
    const one = await issueCertificate({ authority, subject: subject('agent'), nowMs });
    const two = await issueCertificate({ authority, subject: subject('agent'), nowMs });
    expect(certificateFits(one.certificate, other.certificate, one.key)).toBe(false);
    expect(certificateFits(one.certificate, authority.certificate, two.key)).toBe(false);
  });
});
