import type { ServerUnaryCall } from '@grpc/grpc-js';
import { TamadaError } from '@tamada/core/errors';
import type { Authority } from '../access.ts';
import { accessTable, parseAuthority } from '../access.ts';
import type { RpcName } from '../service/types.ts';

/** Who calls, from the client's certificate. */
export interface Caller {
  readonly name: string;
  readonly authority: Authority;
}

type AuthContext = ReturnType<ServerUnaryCall<unknown, unknown>['getAuthContext']>;

/** The caller, if the access table lets it in. */
export function admitCaller(call: RpcName, auth: AuthContext): Caller {
  const subject = auth.sslPeerCertificate?.subject;
  const organization = oneValue(subject?.O);
  const authority = parseAuthority(organization);
  if (authority === null || !accessTable[call].allowed.includes(authority)) {
    throw new TamadaError({ code: 'permission_denied', call, authority: organization });
  }
  return { name: oneValue(subject?.CN), authority };
}

/** A subject with two O or two CN is none of ours: node gives an array there. */
function oneValue(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
