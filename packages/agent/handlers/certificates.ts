import { certificateSubject, roleCertificates } from '@tamada/core/certificates';
import type { CertificateName } from '@tamada/core/certificates';
import { TamadaError } from '@tamada/core/errors';
import type { Role } from '@tamada/core/topology';
import { describeCertificate } from '@tamada/wire';
import type { MakeHandler } from '../agent-context.ts';
import { certificateFiles, readIdentity } from '../certificates/certificate-files.ts';
import { installCertificate, requestCertificate } from '../certificates/renew.ts';

/** The signer decides on names and addresses: it knows the topology. */
export const requestCertificateHandler: MakeHandler<'RequestCertificate'> =
  ({ paths, config, exclusive }) =>
  async ({ name }) => {
    const files = certificateFiles(paths, readCertificateName(name, config.role));
    return { signingRequest: await exclusive.run('certificate request', () => requestCertificate(files, config.node)) };
  };

export const installCertificateHandler: MakeHandler<'InstallCertificate'> =
  ({ paths, config, clock, exclusive, renewIdentity }) =>
  async ({ name: asked, certificate, authority }) => {
    const name = readCertificateName(asked, config.role);
    const files = certificateFiles(paths, name);
    const { node, address, consul } = config;
    const subject = certificateSubject({ node, address, consulDatacenter: consul.datacenter }, name);
    const changed = await exclusive.run('certificate installation', async () => {
      const { authority: ours } = await readIdentity(certificateFiles(paths, 'agent'));
      return installCertificate(files, { certificate, authority, subject, ours, nowMs: clock.now() });
    });
    // Open connections stay; new ones see the new certificate.
    if (changed && name === 'agent') renewIdentity(await readIdentity(files));
    return { changed, notAfterMs: describeCertificate(certificate).notAfterMs };
  };

/** The certificate of that name, if a node of this role has it. */
function readCertificateName(name: string, role: Role): CertificateName {
  const names = roleCertificates(role);
  const found = names.find((known) => known === name);
  if (found !== undefined) return found;
  throw new TamadaError({ code: 'usage', problem: `a node of this role has no certificate ${name}`, next: `use ${names.join(' or ')}` });
}
