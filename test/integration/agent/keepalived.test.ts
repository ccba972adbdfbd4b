import { chmodSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunningAgent } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import type { Outcome } from './support/bundle.ts';
import { apply, file, folder, partsOf } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

const noUser = '# REFUSE (Line 3) Error setting global script uid/gid\n';
let host: Host;
let agent: RunningAgent;

beforeEach(async () => {
  host = makeHost();
  host.write('/usr/bin/unshare', readFileSync('test/fakes/validator', 'utf8'));
  host.write('/usr/bin/systemd-tmpfiles', '#!/bin/sh\necho "$*" >> "${0%/usr/bin/*}/run/tmpfiles"\n');
  for (const name of ['unshare', 'systemd-tmpfiles']) chmodSync(host.at(`/usr/bin/${name}`), 0o755);
  agent = await startAgent(host, await enrollHost(host, { role: 'database' }));
});
afterEach(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

describe('what keepalived needs', () => {
  test("comes in its order: the check's user, files, the check's folder; only our own tmpfiles are run", async () => {
    const { steps, error } = await bring(1, noUser);
    expect(error).toBeNull();
    expect(steps).toEqual([
      'write_file /etc/sysusers.d/tamada-check.conf',
      'run_sysusers sysusers',
      'make_directory /etc/keepalived',
      'write_file /etc/tmpfiles.d/tamada-check.conf',
      'write_file /etc/keepalived/keepalived.conf',
      'run_tmpfiles tmpfiles',
    ]);
    expect(host.read('/run/tmpfiles').trim()).toBe(`--create ${host.at('/etc/tmpfiles.d/tamada-check.conf')}`);
    expect((await bring(1, noUser)).steps).toEqual([]);
  });

  test('is no excuse once systemd-sysusers has run', async () => {
    expect((await bring(1, '')).error).toBeNull();
    expect((await bring(2, noUser)).error).toMatchObject({ code: 'validator_refused', path: '/etc/keepalived/keepalived.conf' });
    expect(host.read('/etc/keepalived/keepalived.conf')).toBe('');
  });
});

async function bring(generation: number, keepalived: string): Promise<Outcome> {
  const bundle = {
    cluster: 'geo',
    node: 'n1',
    generation,
    directories: [folder('/etc/keepalived', 'root', 0o755, 'keepalived')],
    files: [
      file('/etc/sysusers.d/tamada-check.conf', 'root', 0o644, 'u tamada-check - "x" /run/tamada-check\n', 'keepalived'),
      file('/etc/tmpfiles.d/tamada-check.conf', 'root', 0o644, 'd /run/tamada-check\n', 'keepalived'),
      file('/etc/keepalived/keepalived.conf', 'root', 0o640, keepalived, 'keepalived'),
    ],
    units: [],
  };
  return apply(await agent.client(), partsOf(bundle, []));
}
