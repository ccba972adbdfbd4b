import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type Host, hosts, type Place, places } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { type LabPaths, operatorPaths, treePaths } from '../paths.ts';
import { mountPoints } from '../process/identity.ts';
import { tryProgram, callProgram } from '../../program.ts';
import { layerOf, type Checkpoint, overlayOptions } from './checkpoints.ts';

/** Mounts every tree with a new, empty layer on top of these checkpoints (topmost first) and the base tree. */
export async function mountTrees(paths: LabPaths, base: string, stack: readonly Checkpoint[]): Promise<void> {
  await Promise.all(places.map((place) => mountTree(paths, place, base, stack)));
  if (stack.length === 0) await Promise.all(hosts.map((host) => nameHost(paths, host)));
  await mkdir(operatorPaths(paths).workspace, { recursive: true, mode: 0o700 });
}

/** Everything mounted below the lab's folder, the last mount first. */
export async function unmountTrees({ directory }: LabPaths): Promise<void> {
  const mounted = mountPoints().filter((point) => point.startsWith(`${directory}/`));
  for (const point of mounted.toReversed()) {
    const { code } = await tryProgram(['umount', point]);
    if (code !== 0) await callProgram(['umount', '--lazy', point]);
  }
}

/** The topmost layers, with all that was written since they were made. */
export async function discardLayers({ directory }: LabPaths): Promise<void> {
  const trees = join(directory, 'trees');
  if (mountPoints().some((point) => point.startsWith(`${directory}/`))) throw new LabError('bad-folder', `${directory} still has mounts`);
  await rm(trees, { recursive: true, force: true });
  await rm(join(directory, 'ops'), { recursive: true, force: true });
}

/** Moves the topmost layers into a folder, where they are a checkpoint's. */
export async function keepLayers(paths: LabPaths, folder: string): Promise<void> {
  for (const place of places) {
    const target = layerOf(folder, place);
    await mkdir(dirname(target), { recursive: true });
    await rename(treePaths(paths, place).upper, target);
  }
}

async function mountTree(paths: LabPaths, place: Place, base: string, stack: readonly Checkpoint[]): Promise<void> {
  const { upper, work, root } = treePaths(paths, place);
  const nothing = join(paths.directory, 'trees', 'empty');
  await rm(work, { recursive: true, force: true });
  for (const folder of [upper, work, root, nothing]) await mkdir(folder, { recursive: true });
  const lower = [...stack.map(({ name }) => layerOf(join(paths.checkpoints, name), place)), place === 'ops' ? nothing : base];
  const options = overlayOptions(lower, upper, work);
  const { code, stderr } = await tryProgram(['mount', '-t', 'overlay', `${paths.name}-${place}`, '-o', options, root]);
  if (code === 0) return;
  throw new LabError(
    'bad-folder',
    `Layers cannot be mounted in ${paths.directory}: ${stderr.trim()}`,
    'Set TAMADA_LAB_DIR to a folder on a local file system such as ext4 or xfs',
  );
}

/** What tells two hosts apart before anybody configures them. */
async function nameHost(paths: LabPaths, host: Host): Promise<void> {
  const etc = join(treePaths(paths, host).root, 'etc');
  await writeFile(join(etc, 'hostname'), `${host}\n`);
  await writeFile(join(etc, 'hosts'), `127.0.0.1\tlocalhost\n127.0.1.1\t${host}\n`);
  await rm(join(etc, 'machine-id'), { force: true });
  await writeFile(join(etc, 'machine-id'), `${createHash('sha256').update(`tamada lab ${host}`).digest('hex').slice(0, 32)}\n`, {
    mode: 0o444,
  });
}
