import { roleCertificates } from '@tamada/core/certificates';
import type { CertificateName } from '@tamada/core/certificates';
import { TamadaError } from '@tamada/core/errors';
import type { Role } from '@tamada/core/topology';

/** One of those that a node of this role has. */
export function readCertificateName(name: string, role: Role): CertificateName {
  const names = roleCertificates(role);
  const found = names.find((known) => known === name);
  if (found !== undefined) return found;
  throw new TamadaError({ code: 'usage', problem: `a node of this role has no certificate ${name}`, next: `use ${names.join(' or ')}` });
}
