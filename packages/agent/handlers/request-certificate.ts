import { certificateFiles } from '../certificates/files.ts';
import { readCertificateName } from '../certificates/read-name.ts';
import { requestCertificate } from '../certificates/request.ts';
import type { MakeHandler } from './handler.ts';

/** Names and addresses are the signer's to say: it knows the topology. */
export const requestCertificateHandler: MakeHandler<'RequestCertificate'> =
  ({ paths, config, exclusive }) =>
  async ({ name }) => {
    const files = certificateFiles(paths, readCertificateName(name, config.role));
    return { signingRequest: await exclusive.run('certificate request', () => requestCertificate(files, config.node)) };
  };
