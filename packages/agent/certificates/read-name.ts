import { TamadaError } from '@tamada/core/errors';
import { certificateNames } from './files.ts';
import type { CertificateName } from './files.ts';

export function readCertificateName(name: string): CertificateName {
  const found = certificateNames.find((known) => known === name);
  if (found !== undefined) return found;
  throw new TamadaError({ code: 'usage', problem: `there is no certificate ${name}`, next: `use ${certificateNames.join(' or ')}` });
}
