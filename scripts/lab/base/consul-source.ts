import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { tryProgram } from '../../program.ts';

/** Debian 12 has no Consul; Debian 11's runs there. */
export interface DebianConsul {
  readonly kind: 'debian';
  readonly suite: 'bullseye';
  readonly sha256: string;
}

/** A program that the person has on PATH. */
export interface ConsulOnPath {
  readonly kind: 'path';
  readonly file: string;
  readonly version: string;
  readonly sha256: string;
}

export type ConsulSource = DebianConsul | ConsulOnPath;

const debian: DebianConsul = {
  kind: 'debian',
  suite: 'bullseye',
  // consul 1.8.7+dfsg1-2+b3, amd64
  sha256: 'e4e888bba104daba1d9161f49bfc52649a7e4efd45b1a7ead5bc54f2cb9c89d9',
};

export async function findConsul(): Promise<ConsulSource> {
  const { code, stdout } = await tryProgram(['which', 'consul'], { timeoutMs: 10_000 });
  if (code !== 0) return debian;
  const file = await realpath(stdout.trim());
  const answer = await tryProgram([file, 'version'], { timeoutMs: 20_000 }).catch(() => null);
  const version = /^Consul v(\d+\.\d+\.\d+)/m.exec(answer?.stdout ?? '')?.[1];
  return version === undefined ? debian : { kind: 'path', file, version, sha256: await sha256Of(file) };
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
