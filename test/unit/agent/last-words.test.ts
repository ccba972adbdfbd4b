import { expect, test } from 'vitest';
import type { CommandRunner } from '@tamada/runtime';
import { makeUnits } from '../../../packages/agent/observe/units.ts';

const waiting = '● tamada-delayed.service\n     Active: activating (auto-restart) (Result: exit-code)\n';
const fatal = 'postgres[2374]: FATAL:  directory "/srv/early" does not exist\n';

/** A systemd whose unit waits for its next start: `systemctl status` shows nothing of the one before. */
function host(journal: () => Promise<string>): CommandRunner {
  return async ([program, ...args]) => {
    if (program === 'journalctl' && !args.includes('--unit=tamada-delayed.service')) throw new Error(args.join(' '));
    const stdout = program === 'systemctl' ? waiting : await journal();
    return { code: 0, stdout, stderr: '', timedOut: false, signal: null, truncated: false };
  };
}

test('the last words of a unit are those of its last start, too', async () => {
  const words = await makeUnits(host(async () => fatal)).lastWords('tamada-delayed.service');
  expect(words).toBe(`${waiting}\n${fatal}`.trim());
});

test('a host without a journal tells the state', async () => {
  const words = await makeUnits(host(() => Promise.reject(new Error('no such program')))).lastWords('tamada-delayed.service');
  expect(words).toBe(waiting.trim());
});
