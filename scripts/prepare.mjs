import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/** Installs what package-lock.json says, unless exactly that is installed. @param {string} repository */
export function ensureNpmPackages(repository) {
  const wanted = readLock(join(repository, 'package-lock.json'));
  const differing = differingPackages(wanted, readLock(join(repository, 'node_modules/.package-lock.json')));
  if (differing.length === 0) return;
  process.stderr.write(`Installing npm packages (${differing.length} missing or of another version) …\n`);
  // No install script is needed: esbuild finds its binary without one, protobufjs only prints.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: repository,
    stdio: ['ignore', 2, 2],
    timeout: 15 * 60_000,
  });
  if (npm.status !== 0)
    throw new Error('`npm ci` failed, see above. Check the network and the npm registry, then run the same command again.');
}

/** Paths in node_modules that differ from the lock file. @param {Lock} wanted @param {Lock} installed @returns {readonly string[]} */
export function differingPackages(wanted, installed) {
  const present = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([path, { optional }]) => path.includes('node_modules/') && !(optional && present[path] === undefined))
    .filter(([path, { version, integrity }]) => present[path]?.version !== version || present[path]?.integrity !== integrity)
    .map(([path]) => path);
}

/** @param {string} file @returns {Lock} */
function readLock(file) {
  try {
    return /** @type {Lock} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

const least = [20, 19];

/** @param {string} version such as 20.19.2 */
export function ensureNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new Error(`Node ${version} is too old for the tools used here: install Node ${least.join('.')} or later.`);
}
