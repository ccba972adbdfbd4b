import { webcrypto } from 'node:crypto';
import { keyToPem, makeKeys, signingAlgorithm } from './keys.ts';
import { x509Library } from './library.ts';
import { authorityValidity } from './lifetimes.ts';
import { serialNumber } from './serial.ts';

/** The cluster's certificate authority, PEM. */
export interface CertificateAuthority {
  readonly certificate: string;
  readonly key: string;
}

/** X.509's bound on a common name. This one is for people only: a longer cluster's name is cut. */
const longestName = 64;

/** A new authority: P-256, signs leaves only. */
export async function createAuthority(cluster: string, nowMs: number): Promise<CertificateAuthority> {
  const x509 = await x509Library();
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: [{ CN: [`tamada ${cluster}`.slice(0, longestName)] }, { O: ['authority'] }],
      ...authorityValidity(nowMs),
      signingAlgorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyToPem(keys.privateKey) };
}
