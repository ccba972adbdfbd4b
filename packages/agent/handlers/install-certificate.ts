import { describeCertificate } from '@tamada/wire';
import { certificateFiles, readIdentity } from '../certificates/files.ts';
import { installCertificate } from '../certificates/install.ts';
import { readCertificateName } from '../certificates/read-name.ts';
import type { MakeHandler } from './handler.ts';

export const installCertificateHandler: MakeHandler<'InstallCertificate'> =
  ({ paths, config, exclusive, renewIdentity }) =>
  async (request) => {
    const name = readCertificateName(request.name);
    const files = certificateFiles(paths, name);
    const signed = { certificate: request.certificate, authority: request.authority, commonName: config.node, organization: name };
    const changed = await exclusive.run('certificate installation', () => installCertificate(files, signed));
    // Connections that stand live on; new ones meet the new certificate.
    if (changed && name === 'agent') renewIdentity(await readIdentity(files));
    return { changed, notAfterMs: describeCertificate(request.certificate).notAfterMs };
  };
