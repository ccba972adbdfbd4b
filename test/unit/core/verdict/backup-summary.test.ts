import { clusterStatus } from '@tamada/core/verdict';
import { describe, expect, test } from 'vitest';
import {
  archiverSaid,
  backupSaid,
  backups,
  catalogueSaid,
  nowMs,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

const status = (seen: Parameters<typeof observations>[0]) =>
  clusterStatus({ topology: topology({ backup: backups() }), observations: observations(seen), certificates: [], nowMs });

type Shape = string | readonly Shape[] | { readonly [key: string]: Shape };

/** What kinds of values stand where; of a list the first one's. */
function shapeOf(value: unknown): Shape {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
  return typeof value;
}

describe('status --json of backups', () => {
  const failing = { segment: '00000001000000000000002A', sinceMs: nowMs, words: 'Connection refused', attempts: 4 };
  const hole = { from: '0000000100000000000000A0', to: '0000000100000000000000A2' };
  const [archived] = catalogueSaid().archive.timelines;
  const holed = archived === undefined ? [] : [{ ...archived, holes: [hole] }];

  test.each<readonly [string, Parameters<typeof status>[0], object, object]>([
    [
      'all is well',
      { backup: { backup: said(backupSaid()) }, 'pg-a1-1': { archiver: said(archiverSaid()) } },
      { tool: 'pgbackrest', archive: { lagSegments: 0, holes: [], failing: [], hosts: [{ node: 'pg-a1-1', lagSegments: 0 }] } },
      { replaying: true, behindSeconds: 86_430, runway: { to: new Date(nowMs).toISOString() } },
    ],
    [
      'holes, and a host whose pushes fail',
      {
        backup: { backup: said(backupSaid({ catalogue: said(catalogueSaid({ archive: { timelines: holed } })) })) },
        'pg-a1-1': { archiver: said(archiverSaid({ failing, lagSegments: 7, fullInSeconds: 60 })) },
      },
      {
        archive: {
          lagSegments: 7,
          holes: [{ timeline: 1, ...hole }],
          failing: [{ node: 'pg-a1-1', segment: failing.segment, words: 'Connection refused', lagSegments: 7, fullInSeconds: 60 }],
        },
      },
      {},
    ],
    [
      'nobody knows',
      { backup: { backup: silent('timeout', 'no answer') } },
      { lastGood: null, lastProof: null, archive: { lagSegments: null, holes: null, failing: [], hosts: [] } },
      { replaying: null, behindSeconds: null, runway: null },
    ],
  ])('%s', (_name, seen, ofBackup, ofDelayed) => {
    const { backup: own, delayed } = JSON.parse(JSON.stringify(status(seen))) as { readonly backup: unknown; readonly delayed: unknown };
    expect(own).toMatchObject(ofBackup);
    expect(delayed).toMatchObject(ofDelayed);
  });

  // docs/commands.md says what scripts may read, and it stays so.
  test('has what scripts read, where they read it', () => {
    const conflicts = [{ segment: hole.from, seenAtMs: nowMs, words: '' }];
    const { backup: own, delayed } = status({
      backup: { backup: said(backupSaid({ catalogue: said(catalogueSaid({ archive: { timelines: holed } })) })) },
      'pg-a1-1': { archiver: said(archiverSaid({ failing, lagSegments: 7, fullInSeconds: 60, conflicts })) },
    });
    const push = { node: 'string', segment: 'string', sinceMs: 'number', words: 'string', lagSegments: 'number', fullInSeconds: 'number' };
    const hosts = [{ node: 'string', lagSegments: 'number', lastArchived: 'string', fullInSeconds: 'number', conflicts: ['string'] }];
    expect(shapeOf(own)).toMatchObject({
      ...{ tool: 'string', lastGood: { id: 'string', endedAtMs: 'number', state: 'string' } },
      lastProof: { backup: 'string', atMs: 'number', good: 'boolean', problem: 'null' },
      archive: { lagSegments: 'number', holes: [{ timeline: 'number', from: 'string', to: 'string' }], failing: [push], hosts },
    });
    expect(shapeOf(delayed)).toMatchObject({ replaying: 'boolean', behindSeconds: 'number', runway: { from: 'string', to: 'string' } });
    expect(delayed?.runway?.from).toBe(new Date(Date.parse(delayed?.runway?.from ?? '')).toISOString());
  });
});
