import type * as X509 from '@peculiar/x509';

/** Loaded when it is needed, because that takes a tenth of a second and most runs issue nothing. */
export async function x509Library(): Promise<typeof X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
