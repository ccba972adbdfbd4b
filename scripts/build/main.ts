import { buildArchive } from './build-archive.ts';
import { defaultPaths } from './layout.ts';

const started = performance.now();
try {
  const { path, changed } = await buildArchive(defaultPaths(process.env));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${path}: ${changed ? `built in ${seconds} s` : 'is up to date'}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
