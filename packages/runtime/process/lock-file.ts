import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, writeFileAtomic } from '../files/file-access.ts';

export interface Lock {
  readonly release: () => Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly what: string;
}

/**
 * Takes a lock that dies with its holder. The kernel keeps it, as a socket without a file whose name is made from the path; the file
 * itself only says who holds it, and holds where another host wrote it, which our kernel cannot know.
 */
export async function lockFile(path: string, what: string): Promise<Lock> {
  const close = await bind(await socketName(path));
  if (close === null) throw locked(path, await readHolder(path));
  const other = await readHolder(path);
  if (other !== null && other.host !== hostname()) {
    await close();
    throw locked(path, other);
  }
  const own = `${JSON.stringify({ pid: process.pid, host: hostname(), what } satisfies Holder)}\n`;
  await writeFileAtomic(path, own, { mode: 0o600 });
  return {
    release: async () => {
      if ((await readOptional(path)) === own) await unlink(path);
      await close();
    },
  };
}

/** Binds the name until it is closed or the process ends; null where another process holds it. */
function bind(name: string): Promise<(() => Promise<void>) | null> {
  const server = createServer((peer) => peer.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ path: name }, () => {
      resolve(() => new Promise((closed) => server.close(() => closed())));
    });
  });
}

/** A socket whose name starts with a zero byte has no file and leaves nothing behind. */
async function socketName(path: string): Promise<string> {
  const place = join(await realpath(dirname(path)), basename(path));
  return `\0tamada-lock-${createHash('sha256').update(place).digest('hex')}`;
}

function locked(path: string, holder: Holder | null): TamadaError {
  const by = holder === null ? 'another process' : `${holder.what}, process ${String(holder.pid)} on ${holder.host}`;
  const elsewhere = holder !== null && holder.host !== hostname();
  const next = elsewhere ? `wait for it to end; when ${holder.host} is gone for good, delete ${path}` : 'wait for it to end, or stop it';
  return new TamadaError({ code: 'locked', by: `${by} (${path})`, next });
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const { pid, host, what } = JSON.parse((await readOptional(path)) ?? '') as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === 'number' && typeof host === 'string' && typeof what === 'string' ? { pid, host, what } : null;
  } catch {
    return null;
  }
}
