import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { LabView, Place } from '../../../scripts/lab/index.ts';
import { repository } from '../../../scripts/repository.ts';

/** The start of an argv that runs a program of this folder beside the operator, or on a host by the Node that tamada brought. */
export async function programFor(lab: LabView, place: Place, name: 'writer' | 'caller'): Promise<readonly string[]> {
  const bundle = join(tmpdir(), `tamada-${name}-${String(process.pid)}.cjs`);
  await build({
    entryPoints: [join(repository, `test/e2e/support/${name}.ts`)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
  });
  if (place === 'ops') return [process.execPath, bundle];
  const target = `/root/${basename(bundle)}`;
  await lab.pushFile(place, bundle, target);
  return ['/opt/tamada/current/runtime/node', target];
}
