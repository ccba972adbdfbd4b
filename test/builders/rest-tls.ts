import { certificateSubject } from '@tamada/core/certificates';
import { createAuthority, issueCertificate } from '@tamada/wire';

/** Where HAProxy finds the authority on a host. */
const authorityPath = '/etc/tamada/tls/authority.crt';

/** Files of a host on which stand-ins of these nodes' Patronis speak TLS: NAME.crt and NAME.key in /tmp, and the authority in its place. */
export async function restTls(nodes: readonly { readonly name: string; readonly address: string }[]): Promise<ReadonlyMap<string, string>> {
  const authority = await createAuthority('geo', Date.now());
  const files = new Map([[authorityPath, authority.certificate]]);
  for (const { name, address } of nodes) {
    const subject = certificateSubject({ node: name, address, consulDatacenter: 'geo' }, 'patroni');
    const { certificate, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
    files.set(`/tmp/${name}.crt`, certificate).set(`/tmp/${name}.key`, key);
  }
  return files;
}
