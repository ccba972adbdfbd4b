import { createReadStream, createWriteStream } from 'node:fs';
import { stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { run } from './run.ts';

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
  await run(['tar', '--create', ...reproducible, '--directory', folder, '--file', tar, ...members], { cwd: folder, minutes: 2 });
  if (!last) await truncate(tar, (await stat(tar)).size - endBytes);
  await run(['xz', '--force', '--threads=4', `-${level}`, tar], { cwd: folder, minutes: 5 });
}

/** One archive out of its parts: streams of xz one after another are one stream. */
export async function joinParts(parts: readonly string[], target: string): Promise<void> {
  const out = createWriteStream(target);
  for (const part of parts) await pipeline(createReadStream(part), out, { end: part === parts.at(-1) });
}
