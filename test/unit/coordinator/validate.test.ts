import { join } from 'node:path';
import { topologyTemplate } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import { tamada, workspaceWith } from './workspace-folder.ts';

const good = topologyTemplate('single-dc', 'geo');
const bad = good.replace('role: witness', 'role: wittness').replace('clients:', 'client:');

it('says every mistake with its place, exit code 2', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': bad });
  const { code, out } = await tamada('validate', '-C', workspace);
  expect(code).toBe(2);
  const lines = bad.split('\n');
  expect(out).toBe(
    [
      `cluster.yaml:${lineOf(lines, 'wittness')}:58: error: \`wittness\` is not a valid \`role\`; did you mean \`witness\`?`,
      `cluster.yaml:${lineOf(lines, 'client:')}:1: error: \`client\` is not a key of a topology; did you mean \`clients\`?`,
      'cluster.yaml is invalid: 2 errors\n',
    ].join('\n'),
  );
});

it('exit code 0 without mistakes; warnings are shown', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': good, 'warned.yaml': topologyTemplate('two-plus-two-plus-one', 'geo') });
  expect(await tamada('validate', '-C', workspace)).toEqual({ code: 0, out: 'cluster.yaml is valid\n', err: '' });
  const warned = await tamada('validate', join(workspace, 'warned.yaml'));
  expect(warned.code).toBe(0);
  expect(warned.out).toMatch(/warned\.yaml:\d+:\d+: warning: backup stands in a1[^]*warned\.yaml is valid: 1 warning\n$/);
});

it('the same as data', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': bad });
  const { code, out } = await tamada('validate', '-C', workspace, '--json');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    file: 'cluster.yaml',
    valid: false,
    problems: [
      { column: 58, level: 'error', hint: 'did you mean `witness`?' },
      { column: 1, level: 'error' },
    ],
  });
});

it('a file that is not there is said with the next step', async () => {
  const { code, err } = await tamada('validate', '-C', await workspaceWith({}));
  expect(code).toBe(2);
  expect(err).toContain('cluster.yaml is not there');
  expect(err).toContain('tamada init');
});

function lineOf(lines: readonly string[], part: string): number {
  return lines.findIndex((line) => line.includes(part)) + 1;
}
