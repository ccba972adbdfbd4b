import { fromJSON, loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { join } from 'node:path';
import type { INamespace } from 'protobufjs';
import { expect, test } from 'vitest';
import descriptor from '../../../packages/wire/generated/agent.json' with { type: 'json' };
import { compareTrees } from '../../../scripts/generate/generator.ts';
import { repository } from '../../../scripts/repository.ts';

test('stale, missing and left-over files are told apart', () => {
  const committed = new Map([
    ['same', 'a'],
    ['stale', 'a'],
    ['left', 'a'],
  ]);
  const fresh = new Map([
    ['same', 'a'],
    ['stale', 'b'],
    ['new', 'a'],
  ]);
  expect(compareTrees(committed, fresh)).toEqual([
    { path: 'left', kind: 'left over' },
    { path: 'new', kind: 'missing' },
    { path: 'stale', kind: 'stale' },
  ]);
});

test('the descriptor that a bundle carries says the same as the .proto', () => {
  const fromFile = loadSync('tamada/v1/agent.proto', { includeDirs: [join(repository, 'proto')] });
  const fromDescriptor = fromJSON(descriptor as INamespace);
  expect(encoded(fromDescriptor)).toEqual(encoded(fromFile));
});

function encoded(definition: PackageDefinition): readonly (readonly [string, unknown])[] {
  return Object.entries(definition).map(([name, entry]) => [
    name,
    'fileDescriptorProtos' in entry ? entry.fileDescriptorProtos : Object.keys(entry),
  ]);
}
