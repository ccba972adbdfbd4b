import { webcrypto } from 'node:crypto';
import { TamadaError } from '@tamada/core/errors';
import { keyAlgorithm, keyToPem, makeKeys, signingAlgorithm, x509Library } from './keys.ts';
import type { LeafOptions } from './issue.ts';
import { signLeaf } from './issue.ts';

/** A new key and a request for its certificate, both PEM; the key stays where this runs. */
export async function createSigningRequest(commonName: string): Promise<{ readonly request: string; readonly key: string }> {
  const x509 = await x509Library();
  const keys = await makeKeys();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: [{ CN: [commonName] }], keys, signingAlgorithm }, webcrypto);
  return { request: `${request.toString('pem')}\n`, key: await keyToPem(keys.privateKey) };
}

/** Signs the public key of a request, for the subject that the options name. */
export async function signRequest(request: string, options: LeafOptions): Promise<string> {
  const x509 = await x509Library();
  const parsed = parse(() => new x509.Pkcs10CertificateRequest(request));
  const publicKey = (await parsed.publicKey.export(webcrypto)) as webcrypto.CryptoKey;
  const { name, namedCurve } = publicKey.algorithm as webcrypto.EcKeyAlgorithm;
  if (name !== keyAlgorithm.name || namedCurve !== keyAlgorithm.namedCurve) throw refused('its key is not P-256');
  if (!(await parsed.verify(webcrypto))) throw refused('it is not signed by its own key');
  return signLeaf(options, publicKey);
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

function refused(problem: string): TamadaError<'request_failed'> {
  return new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'signing request', problem });
}
