import { bundleDigest, createRenderer } from '@tamada/core/bundle';
import { expect, test } from 'vitest';
import { topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';

/** Milliseconds of processor time, which other work on the machine does not stretch, for that many clusters of six nodes; digests too. */
function renderClusters(count: number): number {
  const started = process.cpuUsage();
  const render = createRenderer(shippedTemplates());
  for (let index = 0; index < count; index += 1) {
    const cluster = topology({ name: `geo-${String(index)}` });
    for (const node of cluster.nodes) bundleDigest(render({ topology: cluster, node, facts: null }));
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** The machine does other things as well. */
function bestOfTwo(count: number): number {
  return Math.min(renderClusters(count), renderClusters(count));
}

test('200 clusters (1,200 nodes) render within two seconds, and four times as many take no more than about four times as long', () => {
  renderClusters(20);
  const [fifty, twoHundred] = [bestOfTwo(50), bestOfTwo(200)];
  expect(twoHundred).toBeLessThan(2000);
  expect(twoHundred / fifty).toBeLessThan(10);
});
