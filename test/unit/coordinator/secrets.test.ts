import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTopology, topologyTemplate } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import { loadSecrets } from '../../../packages/coordinator/workspace/secrets.ts';
import { tamada, workspaceWith } from './workspace-folder.ts';

const topology = parseTopology(topologyTemplate('single-dc', 'geo'), 'cluster.yaml').topology!;

async function loadAfter(change: (text: string) => string): Promise<unknown> {
  const workspace = await workspaceWith({ 'cluster.yaml': topologyTemplate('single-dc', 'geo') });
  await tamada('init', '-C', workspace);
  const path = join(workspace, 'secrets.yaml');
  await writeFile(path, change(await readFile(path, 'utf8')));
  await chmod(path, 0o600);
  return loadSecrets(workspace, topology).catch((error: unknown) => (error as { detail: unknown }).detail);
}

it('names every secret that is missing, at once', async () => {
  const detail = await loadAfter((text) => text.replace(/^postgres_rewind.*\n/m, '').replace(/^patroni_rest.*$/m, 'patroni_rest: ""'));
  expect(detail).toMatchObject({
    code: 'file_invalid',
    file: 'secrets.yaml',
    problems: [
      { problem: expect.stringContaining('postgres_rewind') as string },
      { problem: expect.stringContaining('patroni_rest') as string },
    ],
  });
});

it('refuses a value that Patroni cannot take, without repeating it', async () => {
  const detail = await loadAfter((text) => text.replace(/^postgres_superuser.*$/m, 'postgres_superuser: "se$$$$cret"'));
  expect(detail).toMatchObject({
    code: 'file_invalid',
    problems: [{ problem: expect.stringMatching(/postgres_superuser.*two dollar signs/) as string }],
  });
  expect(JSON.stringify(detail)).not.toContain('cret"');
});

it('takes what init makes', async () => {
  expect(await loadAfter((text) => text)).toHaveProperty('postgres_superuser');
});
