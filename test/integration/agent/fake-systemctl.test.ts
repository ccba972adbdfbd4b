import { runCommand } from '@tamada/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeUnits } from '../../../packages/agent/observe/units.ts';
import type { Units } from '../../../packages/agent/observe/units.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

/** What the fake promises, seen through the code that drives the real one. */
describe('the systemd of files', () => {
  let host: Host;
  let units: Units;
  const unit = 'patroni.service';

  beforeEach(() => {
    host = makeHost();
    units = makeUnits(([, ...args], options) => runCommand([host.at('/usr/bin/systemctl'), ...args], options));
  });
  afterEach(() => {
    host.remove();
  });

  test('tells units in the order of the question, unknown ones too', async () => {
    const [unknown, known] = await units.show(['nobody.service', unit]);
    expect(unknown).toMatchObject({ name: 'nobody.service', loaded: false, active: 'inactive', enabled: false, invocationId: '' });
    expect(known).toMatchObject({ name: unit, loaded: true, active: 'inactive', enabled: false, restarts: 0 });
  });

  test('gives every start another invocation id; start of a running unit and reload leave it', async () => {
    const ids: string[] = [];
    for (const verb of ['start', 'start', 'reload', 'restart', 'stop', 'start'] as const) {
      await units.change(verb, unit);
      ids.push((await units.show([unit]))[0]?.invocationId ?? '');
    }
    const [first, again, reloaded, restarted, stopped, started] = ids;
    expect([again, reloaded]).toEqual([first, first]);
    expect(restarted).not.toBe(first);
    expect(stopped).toBe(restarted);
    expect(started).not.toBe(restarted);
  });

  test('remembers what is enabled, and refuses what it does not know or what fails', async () => {
    await units.change('enable', unit);
    expect(host.unit(unit).enabled).toBe(true);
    await units.change('disable', unit);
    expect(host.unit(unit).enabled).toBe(false);
    await expect(units.change('start', 'nobody.service')).rejects.toMatchObject({
      detail: { code: 'unit_failed', unit: 'nobody.service' },
    });
    host.write(`/run/fake-systemd/${unit}/fail-start`, '');
    await expect(units.change('start', unit)).rejects.toMatchObject({ detail: { code: 'unit_failed', wanted: 'active' } });
    expect((await units.show([unit]))[0]?.active).toBe('failed');
  });

  test('tells the calls that change something', async () => {
    await units.show([unit]);
    await units.change('start', unit);
    await units.daemonReload();
    expect(host.changes()).toEqual([`start ${unit}`, 'daemon-reload']);
    expect(host.changes()).toEqual([]);
  });
});
