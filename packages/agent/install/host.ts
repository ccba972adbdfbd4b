import { access, rename } from 'node:fs/promises';
import { readAgentConfig } from '@tamada/core/bundle';
import type { Enrollment } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import type { Platform } from '@tamada/core/facts';
import { nullIfMissing, readOptional } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';
import { agentConfigPath } from '../paths.ts';

/** What the host must be for an agent to live there; resolves with its platform. */
export async function checkHost(paths: AgentPaths, uid: number | undefined): Promise<Platform> {
  if (paths.root === '/' && uid !== 0) throw new TamadaError({ code: 'usage', problem: 'this needs root', next: 'run it as root' });
  await access(paths.at('/run/systemd/system')).catch((error: unknown) => {
    throw new TamadaError(
      { code: 'unsafe', problem: 'systemd does not run on this host', next: 'use a host that systemd runs' },
      { cause: error },
    );
  });
  const osRelease = (await readOptional(paths.at('/etc/os-release'))) ?? '';
  const platform = platformOf(osRelease);
  if (platform !== null) return platform;
  throw new TamadaError({
    code: 'unsafe',
    problem: 'this host runs neither Debian nor RHEL or a system built from it',
    next: 'use Debian 12 or RHEL 9, or a later version',
  });
}

/** The platform that an os-release file describes; null for one that tamada does not know. */
export function platformOf(osRelease: string): Platform | null {
  const values = new Map(osRelease.split('\n').map((line) => [line.split('=')[0] ?? '', unquote(line.slice(line.indexOf('=') + 1))]));
  const names = [values.get('ID') ?? '', ...(values.get('ID_LIKE') ?? '').split(' ')];
  if (names.includes('debian')) return 'debian';
  // Oracle Linux says that it is like Fedora; this field says which RHEL its packages are for.
  const builtForRhel = /^platform:el\d+$/.test(values.get('PLATFORM_ID') ?? '');
  return builtForRhel || names.includes('rhel') || names.includes('centos') ? 'rhel' : null;
}

function unquote(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}

export interface Takeover {
  /** The name of the cluster or node that is replaced; null for none. */
  readonly replace: string | null;
  readonly nowMs: number;
}

/** Refuses a host that is another node already. The data of that node's agent is set aside, not deleted; resolves with where. */
export async function takeOver(paths: AgentPaths, { cluster, node }: Enrollment, { replace, nowMs }: Takeover): Promise<string | null> {
  const text = await readOptional(paths.config);
  if (text === null) return null;
  const present = readAgentConfig(agentConfigPath, text);
  if (present.cluster === cluster && present.node === node) return null;
  if (replace !== present.cluster && replace !== present.node) {
    const problem = `this host is ${present.node} of cluster ${present.cluster}, the file is for ${node} of ${cluster}`;
    throw new TamadaError({ code: 'unsafe', problem, next: `if that is meant, add \`--replace ${present.node}\`` });
  }
  const aside = `${paths.state}.replaced-${String(nowMs)}`;
  await rename(paths.state, aside).catch(nullIfMissing);
  return aside;
}
