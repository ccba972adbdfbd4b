import { topologyTemplate } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import type { OperationContext } from '../../../packages/coordinator/cli/context.ts';
import { withReach } from '../../../packages/coordinator/connections/reach.ts';
import { makePaint } from '../../../packages/coordinator/report/paint.ts';
import { tamada, workspaceWith } from './workspace-folder.ts';

/** Warned of: the source of backups stands in the datacentre of the backup host. */
const warned = topologyTemplate('two-plus-two-plus-one', 'geo');

it.each([['render'], ['enroll', '--all'], ['topology', 'show']])('%s says no warning of cluster.yaml', async (...words) => {
  const workspace = await workspaceWith({ 'cluster.yaml': warned });
  await tamada('init', '-C', workspace);
  const { code, err } = await tamada(...words, '-C', workspace);
  expect(code).toBe(0);
  expect(err).not.toContain('warning');
});

it('what changes or judges a cluster says them first', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': warned });
  await tamada('init', '-C', workspace);
  const said: string[] = [];
  const context: OperationContext = {
    workspace,
    json: false,
    emit: () => undefined,
    say: (line) => said.push(line),
    print: () => undefined,
    paint: makePaint(false),
    signal: new AbortController().signal,
    now: () => 0,
  };
  const before = await withReach(context, () => Promise.resolve([...said]));
  expect(before).toEqual([expect.stringMatching(/^cluster\.yaml:\d+:\d+: warning: backup stands in a1/)]);
});
