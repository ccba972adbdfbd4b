import { buildArchive } from './build-archive.ts';
import { defaultPaths } from './default-paths.ts';

const started = performance.now();
const { path, changed } = await buildArchive(defaultPaths(process.env));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(`${path}: ${changed ? `built in ${seconds} s` : 'is up to date'}\n`);
