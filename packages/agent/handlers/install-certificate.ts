import { certificateSubject } from '@tamada/core/certificates';
import { describeCertificate } from '@tamada/wire';
import { certificateFiles, readIdentity } from '../certificates/files.ts';
import { installCertificate } from '../certificates/install.ts';
import { readCertificateName } from '../certificates/read-name.ts';
import type { MakeHandler } from './handler.ts';

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
    // Connections that stand live on; new ones meet the new certificate.
    if (changed && name === 'agent') renewIdentity(await readIdentity(files));
    return { changed, notAfterMs: describeCertificate(certificate).notAfterMs };
  };
