import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describeCertificate } from './describe.ts';
import type { LeafSubject } from './issue.ts';
import { leafUsages } from './issue.ts';

export interface LeafExpectation {
  readonly subject: LeafSubject;
  /** PEM, both. */
  readonly authority: string;
  readonly key: string;
  readonly nowMs: number;
}

const usageNames: Readonly<Record<string, string>> = { '1.3.6.1.5.5.7.3.1': 'serverAuth', '1.3.6.1.5.5.7.3.2': 'clientAuth' };

/** Why a certificate (PEM) cannot be taken into use, in words; null where it can: signed, in force, and for this subject and no other. */
export function leafProblem(pem: string, { subject, authority, key, nowMs }: LeafExpectation): string | null {
  const leaf = attempt(() => new X509Certificate(pem));
  if (leaf === null) return 'it is not a certificate';
  const found = describeCertificate(pem);
  const { commonName, organization } = subject;
  if (found.commonName !== commonName || found.organization !== organization)
    return `it is for ${found.subject}, not for CN=${commonName}, O=${organization}`;
  if (attempt(() => leaf.checkPrivateKey(createPrivateKey(key))) !== true) return 'it belongs to another key';
  const issuer = attempt(() => new X509Certificate(authority));
  if (issuer === null || !leaf.checkIssued(issuer) || !leaf.verify(issuer.publicKey)) return 'it is of another authority';
  if (leaf.ca) return 'it is an authority';
  return namesProblem(leaf, subject) ?? usagesProblem(leaf, subject) ?? datesProblem(leaf, nowMs);
}

function namesProblem(leaf: X509Certificate, { dnsNames, ipAddresses }: LeafSubject): string | null {
  const wanted = [...dnsNames.map((name) => `DNS:${name}`), ...ipAddresses.map((address) => `IP Address:${address}`)];
  const names = leaf.subjectAltName === undefined ? [] : leaf.subjectAltName.split(', ');
  return sameSet(names, wanted) ? null : `it is valid for ${words(names)}, not for ${words(wanted)}`;
}

function usagesProblem(leaf: X509Certificate, { organization }: LeafSubject): string | null {
  // Extended key usages, by their numbers; undefined where the certificate has none, and would do for everything.
  const usages = ((leaf.keyUsage as readonly string[] | undefined) ?? []).map((number) => usageNames[number] ?? number);
  const wanted = leafUsages[organization];
  return sameSet(usages, wanted) ? null : `its usages are ${words(usages)}, not ${words(wanted)}`;
}

function datesProblem({ validFrom, validTo }: X509Certificate, nowMs: number): string | null {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (from <= nowMs && nowMs < to) return null;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
  return `it is valid from ${day(from)} to ${day(to)}, and it is ${day(nowMs)} here`;
}

function sameSet(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && new Set([...found, ...wanted]).size === new Set(wanted).size;
}

function words(list: readonly string[]): string {
  return list.length === 0 ? 'nothing' : list.join(', ');
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
