import type { Platform } from '@tamada/core/facts';

/** The platform that an os-release file tells of; null for one that tamada does not know. */
export function platformOf(osRelease: string): Platform | null {
  const values = new Map(osRelease.split('\n').map((line) => [line.split('=')[0] ?? '', unquote(line.slice(line.indexOf('=') + 1))]));
  const names = [values.get('ID') ?? '', ...(values.get('ID_LIKE') ?? '').split(' ')];
  if (names.includes('debian')) return 'debian';
  // Oracle Linux calls itself kin of Fedora, but says by this which RHEL its packages are for.
  const builtForRhel = /^platform:el\d+$/.test(values.get('PLATFORM_ID') ?? '');
  return builtForRhel || names.includes('rhel') || names.includes('centos') ? 'rhel' : null;
}

function unquote(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}
