export { certificateNames, certificateSubject, roleCertificates } from './certificates.ts';
export type { CertificateHolder, CertificateName, CertificateSubject } from './certificates.ts';
