import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildArchive } from '../../scripts/build/build-archive.ts';
import { defaultPaths } from '../../scripts/build/layout.ts';
import { clusterYaml, installBackupTool, wantedTool } from '../../scripts/cluster/backup-tool.ts';
import { everyPrintable, secretNames } from '../../scripts/cluster/known.ts';
import { enrollAll, makeWorkspace, step } from '../../scripts/cluster/operator.ts';
import { untilHealthy } from '../../scripts/cluster/status.ts';
import { networks } from '../../scripts/lab/addresses.ts';
import { openLab, type Lab } from '../../scripts/lab/index.ts';
import { ipBatch } from '../../scripts/lab/network/namespaces.ts';
import { bridgeOf, portOf } from '../../scripts/lab/network/plan.ts';
import { jobDone, untilDelayedState } from '../e2e/support/delayed.ts';

const address = '10.10.3.4';

let lab: Lab | undefined;
beforeAll(async () => {
  lab = await openLab({ command: 'a test of a backup host elsewhere' });
});
afterAll(async () => {
  await lab?.down();
  await lab?.close();
});

/** Its cable in another switch, its address of that network: until it loses its power. */
async function move(on: Lab): Promise<void> {
  await ipBatch(on.paths, 'wan', [`link set ${portOf('backup')} master ${bridgeOf('a3')}`]);
  await ipBatch(on.paths, 'backup', [
    'addr flush dev eth0',
    `addr add ${address}/24 dev eth0`,
    `route replace default via ${networks.a3.gateway}`,
  ]);
}

test('a backup host in the datacentre of the witness: bootstrap goes through, a backup is made, the replica follows', async () => {
  if (lab === undefined) throw new Error('no lab');
  const on = lab;
  const operator = { lab: on, say: (line: string) => process.stderr.write(`${line}\n`) };
  const usual = await clusterYaml({ delay: '40s', tool: wantedTool(process.env) });
  const topology = usual.replace(/backup: +\{ datacenter: a1, address: [0-9.]+/, `backup: { datacenter: a3, address: ${address}`);
  expect(topology).not.toBe(usual);
  const { path: archive } = await buildArchive(defaultPaths(process.env));
  await on.down();
  await on.up();
  await move(on);
  await on.installArchiveForOperator(archive);
  await makeWorkspace(operator, { topology, secrets: Object.fromEntries(secretNames.map((name) => [name, everyPrintable])) });
  const said = await step(operator, ['validate']);
  expect(said.stdout + said.stderr).not.toMatch(/one fire takes both/);
  await enrollAll(operator, archive);
  await installBackupTool(on, wantedTool(process.env));
  await step(operator, ['bootstrap']);
  const now = await untilHealthy(on);
  expect(now.backup).toMatchObject({ host: 'backup', lastGood: { kind: 'full', state: 'ok' }, archive: { holes: [], failing: [] } });
  await untilDelayedState(on, ['replaying']);
  expect((await jobDone(on, ['backup', 'run', '--incremental'])).backup).toMatchObject({ damaged: false });
});
