import type { SecretValues } from '@tamada/core/bundle';

const hidden = '***';
const secretKey = /^(\s*["']?[\w.-]*(?:password|secret|token|encrypt|passphrase|initial_management)[\w.-]*["']?\s*[:=]\s*)\S.*$/gim;
/** keepalived writes neither colon nor equals sign. */
const keepalivedPassword = /^(\s*auth_pass\s+)\S.*$/gim;
const privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----)/g;

/** A text without secrets: known values and whatever stands behind a key that sounds like one. */
export function maskSecrets(text: string, secrets: SecretValues): string {
  // The longest first, so that a value inside another one leaves no rest.
  const values = Object.values(secrets)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length > 3)
    .sort((a, b) => b.length - a.length);
  const known = values.reduce((masked, value) => masked.replaceAll(value, hidden), text);
  return known
    .replaceAll(privateKey, `$1\n${hidden}\n$2`)
    .replaceAll(secretKey, `$1${hidden}`)
    .replaceAll(keepalivedPassword, `$1${hidden}`);
}
