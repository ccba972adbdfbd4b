import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { LabView, Place } from '../../lab/index.ts';
import { repository } from '../../repository.ts';

/** Bundles of this process, each built once: two that start at the same time must not write the file that the other one reads. */
const bundles = new Map<string, Promise<string>>();

/** The start of an argv that runs a file of TypeScript beside the operator, or on a host by the Node that tamada brought. */
export async function programFor(lab: LabView, place: Place, file: string): Promise<readonly string[]> {
  const building = bundles.get(file) ?? bundleOf(file);
  bundles.set(file, building);
  const bundle = await building;
  if (place === 'ops') return [process.execPath, bundle];
  const target = `/root/${basename(bundle)}`;
  await lab.pushFile(place, bundle, target);
  return ['/opt/tamada/current/runtime/node', target];
}

async function bundleOf(file: string): Promise<string> {
  const bundle = join(tmpdir(), `tamada-${basename(file, '.ts')}-${String(process.pid)}.cjs`);
  await build({
    entryPoints: [join(repository, file)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
  });
  return bundle;
}
