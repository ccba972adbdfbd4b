import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../lab-error.ts';
import { callProgram } from '../../program.ts';
import { type ConsulOnPath, type ConsulSource, sha256Of } from './consul-source.ts';

/** Makes sure that the downloaded packages have the Consul that was meant: Debian's, checked, or the person's as a package. */
export async function settleConsul(source: ConsulSource, archives: string): Promise<void> {
  if (source.kind === 'path') {
    await packConsul(source, archives);
    return;
  }
  const name = (await readdir(archives)).find((file) => file.startsWith('consul_'));
  const found = name === undefined ? 'nothing' : await sha256Of(join(archives, name));
  if (found === source.sha256) return;
  throw new LabError('program-failed', `Debian's package of Consul is not the pinned one: ${found}`, 'Put a consul on PATH');
}

async function packConsul({ file, version }: ConsulOnPath, archives: string): Promise<void> {
  const tree = join(archives, 'consul-tree');
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await mkdir(join(tree, 'usr/bin'), { recursive: true });
  await copyFile(file, join(tree, 'usr/bin/consul'));
  await chmod(join(tree, 'usr/bin/consul'), 0o755);
  const fields = {
    Package: 'consul',
    Version: version,
    Architecture: 'amd64',
    Maintainer: 'The lab <root@localhost>',
    Description: 'Consul',
  };
  const control = Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`);
  await writeFile(join(tree, 'DEBIAN/control'), control.join(''));
  await callProgram(['dpkg-deb', '-Znone', '--root-owner-group', '--build', tree, join(archives, `consul_${version}_amd64.deb`)]);
  await rm(tree, { recursive: true });
}
