import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { callProgram } from '../program.ts';
import { repository } from '../repository.ts';
import type { Generator } from './generator.ts';

const protoFolder = join(repository, 'proto');
const contract = 'tamada/v1/agent.proto';
const typeFlags = '--longs=String --enums=String --defaults --oneofs --includeComments --grpcLib=@grpc/grpc-js --importFileExtension=.ts';

/** TypeScript types of the contract, and the contract as JSON, which a bundle of one file can carry where it cannot load a .proto. */
export const grpcContract: Generator = {
  name: 'gRPC contract',
  output: 'packages/wire/generated',
  async generate(target) {
    await mkdir(target, { recursive: true });
    const generator = join(repository, 'node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js');
    const argv = [process.execPath, generator, ...typeFlags.split(' '), '-I', protoFolder, '-O', target, contract] as const;
    await callProgram(argv, { timeoutMs: 600_000, ours: true });
    await nameSourceFromRepository(target);
    await writeFile(join(target, 'agent.json'), `${JSON.stringify(await descriptor(), null, 1)}\n`);
  },
};

/** The generator writes where the source lies on this machine; the committed files must not. */
async function nameSourceFromRepository(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(`${repository}/`, ''));
  }
}

async function descriptor(): Promise<protobuf.INamespace> {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => join(protoFolder, target);
  await root.load(contract);
  return root.toJSON();
}
