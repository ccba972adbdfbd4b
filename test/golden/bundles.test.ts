import { renderNode } from '@tamada/core/bundle';
import { platforms } from '@tamada/core/facts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backups, topology } from '../builders/cluster.ts';
import { shippedTemplates } from '../builders/templates.ts';
import { bundleTree } from './bundle-tree.ts';
import { readTree, writeTree } from './tree.ts';

// `TAMADA_GOLDEN=update npm test -- --only unit` (or vitest with it) writes them anew; look at the difference before you commit it.
const update = process.env.TAMADA_GOLDEN === 'update';

const base = topology();
const cluster = topology({
  backup: backups(),
  clients: ['10.0.0.0/8'],
  postgres: {
    ...base.postgres,
    parameters: { shared_buffers: '256MB' },
    users: [{ name: 'app', options: [] }],
    databases: [{ name: 'app', owner: 'app' }],
    hba: ['hostssl all all 192.0.2.0/24 scram-sha-256'],
  },
});
const templates = shippedTemplates();

const hosts = platforms.flatMap((platform) => cluster.nodes.map((node) => ({ platform, node, name: node.name, place: platform, cluster })));

/** What the other backup tool changes. */
const probackup = { ...cluster, backup: backups({ tool: 'pg_probackup', port: 10_022 }) };
const others = platforms.flatMap((platform) =>
  probackup.nodes
    .filter(({ name }) => name === 'pg-a1-2' || name === 'backup')
    .map((node) => ({ platform, node, name: node.name, place: `pg_probackup/${platform}`, cluster: probackup })),
);

test.each([...hosts, ...others])('$name in $place', ({ platform, node, place, cluster: wanted }) => {
  const golden = join(import.meta.dirname, place, node.name);
  const rendered = bundleTree(renderNode({ topology: wanted, node, facts: null, platform, templates }));
  if (update) writeTree(golden, rendered);
  const kept = readTree(golden);
  expect([...kept.keys()]).toEqual([...rendered.keys()].toSorted());
  for (const [path, content] of rendered) expect(kept.get(path), path).toBe(content);
});

test.each(platforms)('no golden files of hosts that are gone on %s', (platform) => {
  expect(readdirSync(join(import.meta.dirname, platform)).toSorted()).toEqual(cluster.nodes.map(({ name }) => name).toSorted());
});
