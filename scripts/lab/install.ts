import { copyFile, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Host } from './addresses.ts';
import type { LabContext } from './state.ts';
import { enterHost } from './host/enter.ts';
import { requireInitOf } from './host/power.ts';
import { LabError } from './lab-error.ts';
import { operatorPaths, treePaths } from './paths.ts';
import { type Argv, callProgram } from '../program.ts';

/** Unpacks the product for the operator, as one would on the machine that the coordinator runs on. */
export async function installArchiveForOperator({ paths, state, signal }: LabContext, archive: string): Promise<void> {
  state.require();
  const { install } = operatorPaths(paths);
  await mkdir(install, { recursive: true });
  await callProgram(['tar', '--extract', '--xz', '--no-same-owner', `--file=${archive}`, `--directory=${install}`], { signal });
  const fresh = join(install, 'current.new');
  await rm(fresh, { force: true });
  await symlink(await topFolder(archive), fresh);
  await rename(fresh, join(install, 'current'));
}

/** Copies the archive and its enrollment to each host, and does there what an operator would, on all of them together. */
export async function installOnHosts(context: LabContext, archive: string, enrollments: Enrollments): Promise<void> {
  const folder = await topFolder(archive);
  await Promise.all(enrollments.map(([host, enrollment]) => installOnHost(context, host, { archive, folder, enrollment })));
}

/** The file of each host. */
export type Enrollments = readonly (readonly [host: Host, file: string])[];

interface Installation {
  readonly archive: string;
  readonly folder: string;
  readonly enrollment: string;
}

async function installOnHost(context: LabContext, host: Host, { archive, folder, enrollment }: Installation): Promise<void> {
  await pushFile(context, host, archive, `/root/${basename(archive)}`);
  await pushFile(context, host, enrollment, `/root/${basename(enrollment)}`);
  const inside = async (argv: Argv): Promise<void> => {
    await callProgram(enterHost(requireInitOf(context, host), argv, undefined), { signal: context.signal, timeoutMs: 180_000 });
  };
  await inside(['mkdir', '-p', '/opt/tamada']);
  await inside(['tar', '-xJf', `/root/${basename(archive)}`, '-C', '/opt/tamada']);
  await inside([`/opt/tamada/${folder}/bin/tamada-agent`, 'install', `/root/${basename(enrollment)}`]);
}

/** Copies a file of this machine into a host that is on, readable to root only. */
export async function pushFile(context: LabContext, host: Host, file: string, target: string): Promise<void> {
  requireInitOf(context, host);
  const destination = join(treePaths(context.paths, host).root, target);
  await copyFile(file, destination);
  await callProgram(['chmod', '0600', destination]);
}

/** The archive's one folder, named by the version. */
async function topFolder(archive: string): Promise<string> {
  const listing = await callProgram(['tar', '--list', '--xz', `--file=${archive}`]);
  const names = new Set(
    listing
      .trim()
      .split('\n')
      .map((entry) => entry.replace(/^\.\//, '').split('/')[0] ?? ''),
  );
  names.delete('');
  const [only] = names;
  if (only === undefined || names.size > 1) throw new LabError('usage', `${archive} is not an archive of tamada`, 'npm run build');
  return only;
}
