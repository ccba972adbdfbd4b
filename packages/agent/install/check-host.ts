import { access } from 'node:fs/promises';
import type { Platform } from '@tamada/core/facts';
import { TamadaError } from '@tamada/core/errors';
import { readOptional } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';
import { platformOf } from './platform.ts';

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
    problem: 'this host is neither Debian nor kin of RHEL',
    next: 'use Debian 12 or RHEL 9, or later ones',
  });
}
