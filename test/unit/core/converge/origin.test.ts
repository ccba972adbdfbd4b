import type { Bundle } from '@tamada/core/bundle';
import { stepOrigin, type PlannedPath, type Step } from '@tamada/core/converge';
import { expect, test } from 'vitest';

const path = '/etc/consul.d/consul.json';
const text = '{"encrypt":"@{slot:raw:gossip}"}';
const bundle = (content: string): Bundle => ({
  node: 'n1',
  cluster: 'geo',
  generation: 1,
  directories: [],
  files: [{ path, program: 'consul', owner: 'consul', group: 'consul', mode: 0o600, content }],
  units: [{ name: 'consul.service', program: 'consul', running: true, enabled: true }],
});
const seen = (live: string | null, wanted = 'old', template = text): PlannedPath => ({
  live,
  wanted: () => wanted,
  value: () => 'old',
  mask: (line) => line,
  rule: undefined,
  templates: [template],
});
const renewed = '@{slot:raw:tls.authority}';
const write: Step = { kind: 'write_file', path, reason: 'content' };
const start: Step = { kind: 'start_unit', unit: 'consul.service' };
const written = text.replace('@{slot:raw:gossip}', 'old');

test.each([
  { name: 'nothing was ever applied', step: write, wanted: text, applied: null, live: null, origin: 'change' },
  { name: 'the bundle is another one', step: write, wanted: '{}', applied: text, live: written, origin: 'change' },
  { name: 'somebody edited the file', step: write, wanted: text, applied: text, live: 'edited', origin: 'drift' },
  { name: 'somebody removed it', step: write, wanted: text, applied: text, live: null, origin: 'drift' },
  { name: 'both', step: write, wanted: '{}', applied: text, live: 'edited', origin: 'both' },
  { name: 'another secret', step: write, wanted: text, applied: text, live: written, secret: 'new', origin: 'change' },
  { name: 'another secret in an edited file', step: write, wanted: text, applied: text, live: 'edited', secret: 'new', origin: 'both' },
  { name: 'a certificate was renewed', step: write, wanted: renewed, applied: renewed, live: 'older', origin: 'change' },
  { name: 'somebody stopped the unit', step: start, wanted: text, applied: text, live: written, origin: 'drift' },
  {
    name: 'a reload',
    step: { kind: 'reload_unit', unit: 'consul.service' } as Step,
    wanted: text,
    applied: text,
    live: written,
    origin: 'follows',
  },
])('$name: $origin', ({ step, wanted, applied, live, secret, origin }) => {
  expect(stepOrigin(step, bundle(wanted), applied === null ? null : bundle(applied), seen(live, secret, applied ?? text))).toBe(origin);
});
