import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TamadaError } from '@tamada/core/errors';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { byteSize } from '../report/quantity.ts';
import { healthyConsul, noConsul } from '../tasks/observe.ts';
import { newFile } from '../workspace/new-file.ts';
import { loadSecrets } from '../workspace/secrets.ts';

const deadlineMs = 10 * 60_000;

/** Brings a snapshot of all that Consul holds into a new file that only its owner may read: access control with its tokens is in it. */
export function consulSnapshot(context: OperationContext, options: { readonly out: string }): Promise<Answer> {
  return withQuietReach(context, (reach) => consulSnapshotThrough(reach, options));
}

export async function consulSnapshotThrough(reach: Reach, { out }: { readonly out: string }): Promise<Answer> {
  const { topology, context } = reach;
  const { consul_token_management: managementToken = '' } = await loadSecrets(context.workspace, topology);
  const { path } = await newFile(out);
  try {
    const node = await healthyConsul(reach);
    if (node === null) throw noConsul();
    const bytes = await receive(reach, { node, managementToken, path });
    await refuseBroken(path, node);
    await rename(path, out);
    const text = `${out}: ${byteSize(bytes)}, through ${node}; it holds Consul's tokens. \`consul snapshot restore\` takes it`;
    return { exitCode: 0, data: { out, bytes, node }, text };
  } finally {
    await rm(path, { force: true });
  }
}

async function receive(
  { connections, context }: Reach,
  { node, managementToken, path }: { readonly node: string; readonly managementToken: string; readonly path: string },
): Promise<number> {
  const file = await open(path, 'w', 0o600);
  let bytes = 0;
  try {
    const parts = connections.client(node).readSnapshot({ managementToken }, { deadlineMs, signal: context.signal });
    for await (const { content } of parts) {
      const part = Buffer.from(content as unknown as Uint8Array);
      bytes += part.length;
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

/** A stream that was cut is no error to Consul's HTTP; the archive's own checksum tells. */
async function refuseBroken(path: string, node: string): Promise<void> {
  const nowhere = new Writable({
    write(_part, _encoding, done) {
      done();
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere);
  } catch (error) {
    const problem = `the snapshot through ${node} is not whole: ${error instanceof Error ? error.message : String(error)}`;
    throw new TamadaError({ code: 'request_failed', program: 'consul', request: 'snapshot', problem });
  }
}
