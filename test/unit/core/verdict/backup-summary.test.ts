import { clusterStatus } from '@tamada/core/verdict';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
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

const time = z.iso.datetime();
const backup = z.object({ id: z.string(), endedAtMs: z.number(), state: z.literal('ok') });

/** What scripts read of `status --json`: docs/commands.md says it, and it stays so. */
const backupPart = z.object({
  tool: z.enum(['pg_probackup', 'pgbackrest']),
  lastGood: backup.nullable(),
  lastProof: z.object({ backup: z.string(), atMs: z.number(), good: z.boolean(), problem: z.string().nullable() }).nullable(),
  archive: z.object({
    lagSegments: z.number().nullable(),
    holes: z.array(z.object({ timeline: z.number(), from: z.string(), to: z.string() })).nullable(),
    failing: z.array(
      z.object({
        node: z.string(),
        segment: z.string(),
        sinceMs: z.number(),
        words: z.string(),
        lagSegments: z.number(),
        fullInSeconds: z.number().nullable(),
      }),
    ),
    hosts: z.array(
      z.object({
        node: z.string(),
        lagSegments: z.number(),
        lastArchived: z.string().nullable(),
        fullInSeconds: z.number().nullable(),
        conflicts: z.array(z.string()),
      }),
    ),
  }),
});
const delayedPart = z.object({
  replaying: z.boolean().nullable(),
  behindSeconds: z.number().nullable(),
  runway: z.object({ from: time, to: time }).nullable(),
});

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
    expect(backupPart.parse(own)).toMatchObject(ofBackup);
    expect(delayedPart.parse(delayed)).toMatchObject(ofDelayed);
  });
});
