import { clusterStatus } from '@tamada/core/verdict';
import { expect, test } from 'vitest';
import { makePaint } from '../../../../packages/coordinator/report/paint.ts';
import { byteSize, duration } from '../../../../packages/coordinator/report/quantity.ts';
import { statusText } from '../../../../packages/coordinator/report/status-text.ts';
import {
  archiverSaid,
  backupSaid,
  backups,
  delayedSaid,
  haproxy,
  member,
  nowMs,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

test('the status fits a screen and says what matters, without colours where there are none', () => {
  const seen = observations({ 'pg-a2-2': { member: said(member({ lsn: '0/4000000' })) }, backup: 'no answer in 1.3 s' });
  const status = clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
  const text = statusText(status, makePaint(false));
  expect(text).toMatch(/^geo {2}degraded {2}leader pg-a1-1/);
  expect(text).toMatch(/a1 {2}pg-a1-1 {2}leader +running +1$/m);
  expect(text).toMatch(/a2 {2}pg-a2-2 {2}replica +running +1 +16 MiB {2}streaming$/m);
  expect(text).toMatch(/pg-a1-1 +10\.10\.1\.3 +pg-a1-1 +pg-a2-2$/m);
  expect(text).toMatch(/pg-a1-2 +pg-a1-1 +pg-a2-2$/m);
  expect(text).toMatch(/consul +leader arb-a3, 5 of 5 voters alive/);
  expect(text).toMatch(/agents +5 of 6 answer, generation 1/);
  expect(text).toMatch(/if a1 is lost +leader moves/);
  expect(text).toMatch(
    /^warning {2}backup: the agent does not answer: no answer in 1.3 s; is backup up, and can it be reached from here\?$/m,
  );
  expect(text).toMatch(/^no answer +backup: agent \(4\.0 s\)$/m);
  expect(text).not.toContain('\u001b');
});

test('a way that leads nowhere, and one that is not the first choice, are seen at once', () => {
  const seen = observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1', 'pg-a2-2'] })) } });
  const text = statusText(clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs }), makePaint(false));
  expect(text).toMatch(/pg-a2-2 +nowhere +pg-a1-2, pg-a2-1 \(ro_any\)$/m);
});

test('what nobody knows is not nowhere, and two servers up lead nowhere', () => {
  const both = haproxy('pg-a2-2', {}, { 'rw/pg-a2-1': { up: true } });
  const seen = observations({ 'pg-a1-2': 'no answer', 'pg-a2-2': { haproxy: said(both) } });
  const text = statusText(clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs }), makePaint(false));
  expect(text).toMatch(/pg-a1-2 +unknown +unknown$/m);
  expect(text).toMatch(/pg-a1-2 +sync standby +running, silent +HAProxy's checks find it, from pg-a1-1/m);
  expect(text).toMatch(/pg-a2-2 +nowhere: 2 up +pg-a2-2$/m);
});

test('a cluster of which nobody knows is unknown, and a notice is said as one', () => {
  const dark = Object.fromEntries(topology().nodes.map(({ name }) => [name, 'no answer']));
  const text = (seen: Parameters<typeof observations>[0]): string =>
    statusText(clusterStatus({ topology: topology(), observations: observations(seen), certificates: [], nowMs }), makePaint(false));
  expect(text(dark)).toMatch(/^geo {2}unknown {2}leader unknown {2}/);
  expect(text(dark)).toMatch(/^consul +leader unknown, 0 of unknown voters alive, 5 expected$/m);
  const slow = text({ 'pg-a1-1': { member: silent('timeout', 'no answer within 4000 ms') } });
  expect(slow).toMatch(/^geo {2}healthy {2}leader pg-a1-1/);
  expect(slow).toMatch(/^notice {2}pg-a1-1: it runs, and its Patroni did not answer within 4000 ms; look again/m);
  expect(slow).toMatch(/^no answer +pg-a1-1: patroni \(4\.0 s\)$/m);
});

const withBackups = (seen: Parameters<typeof observations>[0]) =>
  clusterStatus({ topology: topology({ backup: backups() }), observations: observations(seen), certificates: [], nowMs });

test('backups, archive and delayed replica stand in lines of their own, and a host only where it has something to say', () => {
  const text = statusText(
    withBackups({
      backup: { backup: said(backupSaid()) },
      'pg-a1-1': {
        archiver: said(
          archiverSaid({
            lagSegments: 3,
            failing: { segment: '00000001000000000000002A', sinceMs: nowMs - 60_000, words: 'Connection refused', attempts: 4 },
            fullInSeconds: 7200,
          }),
        ),
      },
      'pg-a1-2': { archiver: said(archiverSaid()) },
      'pg-a2-1': { archiver: said(archiverSaid({ conflicts: [{ segment: '000000010000000000000029', seenAtMs: nowMs, words: '' }] })) },
    }),
    makePaint(false),
  );
  expect(text).toMatch(/^backup +pgbackrest on backup: last good \S+, \d.* ago; proved 24 h 0 min ago; archive whole, 3 segments behind$/m);
  expect(text).toMatch(
    /^ +pg-a1-1: 3 segments to push; pushing 00000001000000000000002A fails for 1 min 0 s: Connection refused; room in pg_wal for 2 h 0 min$/m,
  );
  expect(text).toMatch(/^ +pg-a2-1: the archive has another 000000010000000000000029$/m);
  expect(text).not.toMatch(/^ +pg-a1-2: /m);
  expect(text).toMatch(/^delayed +replaying, 24 h 1 min behind \(wanted 24 h 0 min\), can be moved from \S+ \S+Z to \S+ \S+Z$/m);
});

test('a promoted replica is no delayed replica any more, and status says what to do', () => {
  const promoted = delayedSaid({ state: 'promoted', replaying: false, timeline: 3, behindSeconds: null, runway: null });
  const status = withBackups({ backup: { backup: said(backupSaid({ delayed: said(promoted) })) } });
  expect(status).toMatchObject({ health: 'degraded', delayed: { replaying: false, behindSeconds: null, runway: null } });
  const text = statusText(status, makePaint(false));
  expect(text).toMatch(/^delayed +promoted: a server of its own, no delayed replica any more; next: tamada delayed rebuild$/m);
  expect(text).toMatch(
    /^warning +backup: there is no delayed replica any more: it was promoted, and writes timeline 3 of its own; .*rebuild/m,
  );
});

test('colours where there are some', () => {
  const status = clusterStatus({ topology: topology(), observations: observations(), certificates: [], nowMs });
  expect(statusText(status, makePaint(true))).toContain('\u001b[32mhealthy');
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [16 * 1024 ** 2, '16 MiB'],
  [3 * 1024 ** 4, '3.0 TiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});

test.each([
  [80, '80 ms'],
  [1_234, '1.2 s'],
  [125_000, '2 min 5 s'],
  [12_000_000, '3 h 20 min'],
  [86_400_000, '24 h 0 min'],
  [187_200_000, '2 d 4 h'],
])('%i ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
