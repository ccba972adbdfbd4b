import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { callProgram } from '../program.ts';
import { inBuild } from './layout.ts';
import { nodeRuntime } from './node-runtime.ts';

/** Names in order, one time, one owner, one set of modes: equal content makes an equal archive on every machine. */
const reproducible = [
  '--format=ustar',
  '--blocking-factor=1',
  '--sort=name',
  '--mtime=@946684800',
  '--owner=root:0',
  '--group=root:0',
  '--mode=u+rw,go=rX',
];

/** The two empty blocks that end a tar archive: only the last part keeps them. */
const endBytes = 1024;

export interface Part {
  /** Absolute, as is the target. */
  readonly folder: string;
  readonly members: readonly string[];
  readonly level: number;
  readonly last: boolean;
}

/** Compresses members of a folder to `target`, which must end in .xz. Several threads always, because one makes other bytes. */
export async function packPart({ folder, members, level, last }: Part, target: string): Promise<void> {
  const tar = target.replace(/\.xz$/, '');
  await callProgram(['tar', '--create', ...reproducible, '--directory', folder, '--file', tar, ...members], inBuild(folder, 2));
  if (!last) await truncate(tar, (await stat(tar)).size - endBytes);
  await callProgram(['xz', '--force', '--threads=4', `-${level}`, tar], inBuild(folder, 5));
}

/** One archive out of its parts: streams of xz one after another are one stream. */
export async function joinParts(parts: readonly string[], target: string): Promise<void> {
  const out = createWriteStream(target);
  for (const part of parts) await pipeline(createReadStream(part), out, { end: part === parts.at(-1) });
}

/** Everything in the source tree that an archive depends on. */
const inputs = ['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'configs', 'docs', 'packages', 'scripts/build'];

/** Equal digests make equal archives. */
export async function inputDigest(source: string): Promise<string> {
  const hash = createHash('sha256').update(nodeRuntime.integrity);
  for (const input of inputs) await addTree(hash, source, input);
  return hash.digest('hex');
}

async function addTree(hash: ReturnType<typeof createHash>, source: string, path: string): Promise<void> {
  const entries = await readdir(join(source, path)).catch(() => null);
  if (entries === null) {
    const content = await readFile(join(source, path)).catch(() => null);
    hash.update(JSON.stringify([path, content?.length ?? null])).update(content ?? '');
    return;
  }
  for (const entry of entries.sort()) if (entry !== 'node_modules') await addTree(hash, source, join(path, entry));
}
