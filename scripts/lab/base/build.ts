import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LabContext, BaseTree } from '../state.ts';
import { LabError } from '../lab-error.ts';
import { acquireLock, thisProcess } from '../process/lock.ts';
import { type Argv, callProgram } from '../../program.ts';
import { settleConsul } from './consul-package.ts';
import { findConsul } from './consul-source.ts';
import { makeRepository } from './local-repository.ts';
import { downloadPackages, machineMirror, openPrivateApt } from './private-apt.ts';
import { baseRecipe, type Recipe, recipeKey, repositoryFolder } from './recipe.ts';

const longMs = 1_800_000;

/** The file tree below every host, built on first use and then shared by every lab of this machine. */
export async function ensureBase(context: LabContext): Promise<BaseTree> {
  const recipe = baseRecipe(await findConsul());
  const key = recipeKey(recipe);
  const folder = join(context.paths.cache, `base-${key}`);
  const tree = { key, root: join(folder, 'root') };
  if (existsSync(folder)) return tree;
  const holder = thisProcess('builds the base tree', folder);
  const lock = await acquireLock({ file: join(context.paths.cache, 'base.lock'), holder, wait: true });
  try {
    await removeUnfinished(context.paths.cache);
    if (!existsSync(folder)) await build(context, recipe, folder);
  } finally {
    await lock.release();
  }
  return tree;
}

async function build(context: LabContext, recipe: Recipe, folder: string): Promise<void> {
  const started = performance.now();
  const unfinished = `${folder}.partial`;
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o755 });
    const root = join(unfinished, 'root');
    const mirror = await machineMirror(recipe.suite);
    context.log(`Building the hosts' base tree (Debian ${recipe.suite}), once on this machine: system …`);
    await debootstrap(context, recipe, root, mirror);
    context.log('  … programs …');
    await installProducts(context, recipe, unfinished, mirror);
    await configure(context, recipe, root);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  context.log(`  … built in ${Math.round((performance.now() - started) / 1000)} s: ${folder}`);
}

/** Ends with us, in mount and process namespaces that end with it: a run that breaks off leaves neither mount nor process. */
const apart = ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'] as const;

async function debootstrap({ paths, signal }: LabContext, recipe: Recipe, root: string, mirror: string | undefined): Promise<void> {
  const cache = join(paths.cache, 'debs');
  await mkdir(cache, { recursive: true });
  const include = `--include=${recipe.system.join(',')}`;
  const words = ['--variant=minbase', `--cache-dir=${cache}`, include, recipe.suite, root, ...(mirror === undefined ? [] : [mirror])];
  await callProgram([...apart, 'debootstrap', ...words], { signal, timeoutMs: longMs });
}

async function installProducts(context: LabContext, recipe: Recipe, folder: string, mirror: string | undefined): Promise<void> {
  if (mirror === undefined)
    throw new LabError('program-failed', `This machine's apt has no source for ${recipe.suite}`, 'Add one to /etc/apt');
  const root = join(folder, 'root');
  const fromDebian = recipe.consul.kind === 'debian';
  const suites = { mirror, suite: recipe.suite, older: recipe.consul.kind === 'debian' ? recipe.consul.suite : null };
  const apt = await openPrivateApt(context, join(folder, 'apt'), suites, join(root, 'var/lib/dpkg/status'));
  const wanted = recipe.products.filter((name) => fromDebian || name !== 'consul');
  const archives = await downloadPackages(apt, wanted, context);
  await settleConsul(recipe.consul, archives);
  await makeRepository(join(root, repositoryFolder), archives);
  await rm(apt.folder, { recursive: true });
  await writeFiles(root, recipe.files);
  await writeFile(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  await inside(context, root, ['apt-get', 'update']);
  const options = ['--yes', '--no-install-recommends', '--option', 'Dpkg::Options::=--force-unsafe-io'];
  await inside(context, root, ['apt-get', 'install', ...options, ...recipe.products]);
  await rm(join(root, 'usr/sbin/policy-rc.d'));
}

async function configure(context: LabContext, recipe: Recipe, root: string): Promise<void> {
  await inside(context, root, ['pg_dropcluster', '15', 'main']);
  await inside(context, root, ['systemctl', 'disable', ...recipe.disabledUnits]);
  await inside(context, root, ['systemctl', 'mask', ...recipe.maskedUnits]);
  await inside(context, root, ['apt-get', 'clean']);
  await writeFiles(root, recipe.files);
}

async function inside({ signal }: LabContext, root: string, argv: Argv): Promise<void> {
  const environment = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive'];
  await callProgram([...apart, `--root=${root}`, '--wd=/', 'env', '--ignore-environment', ...environment, ...argv], {
    signal,
    timeoutMs: longMs,
  });
}

async function writeFiles(root: string, files: Recipe['files']): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, name);
    await mkdir(dirname(file), { recursive: true });
    await rm(file, { force: true });
    await writeFile(file, text);
    await chmod(file, 0o644);
  }
}

async function removeUnfinished(cache: string): Promise<void> {
  const unfinished = (await readdir(cache)).filter((name) => name.endsWith('.partial'));
  for (const name of unfinished) await rm(join(cache, name), { recursive: true, force: true });
}
