// node scripts/start.mjs [--debian-packages] PROGRAM.ts [ARGS…]: runs a TypeScript program of this repository, also on a machine that
// has nothing but Node yet. Plain JavaScript without imports of packages, because it installs them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureNode, ensureNpmPackages } from './prepare.mjs';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const debianPackages = join(repository, 'scripts/debian-packages/main.ts');

/** @param {readonly string[]} argv @returns {Promise<number>} */
function runTypeScript(argv) {
  const tsx = pathToFileURL(join(repository, 'node_modules/tsx/dist/loader.mjs')).href;
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--import', tsx, ...argv], { stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.once('error', failed);
    child.once('exit', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** @param {readonly string[]} args @returns {Promise<number>} */
async function start(args) {
  const [first, ...rest] = args;
  const wantsDebianPackages = first === '--debian-packages';
  const [program, ...programArgs] = wantsDebianPackages ? rest : args;
  if (program === undefined) throw new Error('Usage: node scripts/start.mjs [--debian-packages] PROGRAM.ts [ARGS…]');
  ensureNode(process.versions.node);
  ensureNpmPackages(repository);
  if (wantsDebianPackages && existsSync(debianPackages)) {
    const code = await runTypeScript([debianPackages]);
    if (code !== 0) return code;
  }
  return runTypeScript([resolve(program), ...programArgs]);
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
