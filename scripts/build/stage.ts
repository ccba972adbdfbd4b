import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePrograms } from './bundle-programs.ts';
import { buildCheck, buildVrrpProbe, vrrpProbeSource } from './check/build-check.ts';
import { launcher, programs, type BuildPaths } from './layout.ts';
import { thirdPartyNotices, nativeNotices } from './licences.ts';

/** Writes everything of the archive but the runtime into `folder`. */
export async function stagePrograms({ source, cache }: BuildPaths, version: string, folder: string): Promise<void> {
  const bundled = await bundlePrograms(source, join(folder, 'lib'));
  await mkdir(join(folder, 'bin'));
  for (const program of programs) await writeFile(join(folder, 'bin', program.name), launcher(program), { mode: 0o755 });
  const check = join(source, 'packages/check');
  await buildCheck({ source: check, version, cache }, join(folder, 'bin/tamada-check'));
  await buildVrrpProbe(join(source, vrrpProbeSource), join(folder, 'bin/tamada-vrrp-probe'));
  await mkdir(join(folder, 'licenses'));
  await writeFile(join(folder, 'licenses/native-programs.txt'), await nativeNotices(check));
  await writeFile(join(folder, 'licenses/npm-packages.txt'), await thirdPartyNotices(source, bundled));
  await writeFile(join(folder, 'VERSION'), `${version}\n`);
  await cp(join(source, 'LICENSE'), join(folder, 'LICENSE'));
  // Messages and --help name pages of docs; `configs` may be overridden in a workspace.
  for (const tree of ['configs', 'docs']) await cp(join(source, tree), join(folder, tree), { recursive: true });
}

/** Writes the runtime and its licence into `folder`. */
export async function stageRuntime(runtime: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'runtime'), { recursive: true });
  await cp(join(runtime, 'node'), join(folder, 'runtime/node'));
  await cp(join(runtime, 'LICENSE'), join(folder, 'runtime/LICENSE'));
}
