import { runCommand } from '@tamada/runtime';
import { expect, it } from 'vitest';

const script = `
  import { makeLogger } from '@tamada/runtime';
  const logger = makeLogger({ level: 'info', journal: process.argv[1] === 'journal' }).with({ node: 'pg-a1-1' });
  logger.debug('not shown');
  logger.info('applied', { generation: 3 });
  logger.error('failed', { error: new RangeError('off by one') });
`;

it.each([
  ['journal', ['<6>', '<3>']],
  ['plain', ['', '']],
])('writes JSON lines: %s', async (mode, prefixes) => {
  const argv = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script, mode] as const;
  const { stdout, stderr } = await runCommand([...argv], { timeoutMs: 20_000, cwd: process.cwd() });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines.map((line, index) => line.startsWith(`${prefixes[index] ?? '?'}{`))).toEqual([true, true]);
  expect(lines.map((line, index) => JSON.parse(line.slice((prefixes[index] ?? '').length)) as unknown)).toMatchObject([
    { level: 'info', message: 'applied', node: 'pg-a1-1', generation: 3 },
    { level: 'error', message: 'failed', node: 'pg-a1-1', error: { name: 'RangeError', message: 'off by one' } },
  ]);
});
