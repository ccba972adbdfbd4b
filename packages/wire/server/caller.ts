import type { PeerCertificate } from 'node:tls';
import { TamadaError } from '@tamada/core/errors';
import type { Authority } from '../access.ts';
import { accessTable, parseAuthority } from '../access.ts';
import type { RpcName } from '../service/contract.ts';

/** Who calls, from the client's certificate. */
export interface Caller {
  readonly name: string;
  readonly authority: Authority;
}

type Subject = Pick<PeerCertificate, 'subject'> | undefined;

/** Who a certificate is for, as it says. */
export function holderOf(certificate: Subject): { readonly name: string; readonly organization: string } {
  const subject = certificate?.subject as Partial<PeerCertificate['subject']> | undefined;
  return { name: oneValue(subject?.CN), organization: oneValue(subject?.O) };
}

/** The caller, if the access table lets it in. */
export function admitCaller(call: RpcName, certificate: Subject): Caller {
  const { name, organization } = holderOf(certificate);
  const authority = parseAuthority(organization);
  if (authority === null || !accessTable[call].allowed.includes(authority)) {
    throw new TamadaError({ code: 'permission_denied', call, authority: organization });
  }
  return { name, authority };
}

/** We issue no subject with two O or two CN: Node gives an array there. */
function oneValue(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
