import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { appliedBy, resumedRun, runCommands, type ClusterRestore, type Phase, type RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { lockFile } from '@tamada/runtime';
import type { Answer, OperationContext } from '../cli/context.ts';
import type { Reach } from '../connections/reach.ts';
import { digestsOf } from '../tasks/bundles.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { inputsDigest, newRunId, readRuns, writeRun } from '../workspace/runs.ts';
import { failureExit, runLeased, type LeasedResult } from './leased.ts';

/** A sequence that changes nodes. */
export interface RunWish {
  readonly sequence: RunRecord['sequence'];
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  /** Checks of preflight whose failures do not stop it; an earlier run's are remembered. */
  readonly ignore: readonly string[];
  /** Made once the workspace is locked. */
  readonly phases: () => Promise<readonly Phase[]>;
  /** It does only a part of what is wanted. */
  readonly partial?: boolean;
  /** Of a restore of the cluster: what it restores, and the whole command that goes on with it. */
  readonly restore?: { readonly what: ClusterRestore; readonly command: string };
}

/** Runs a sequence with the workspace locked, and keeps its record, so that the next run knows what this one assigned and ignored. */
export async function recordedRun(
  reach: Reach,
  wish: RunWish,
  success: (record: RunRecord, result: LeasedResult) => Promise<Answer>,
): Promise<Answer> {
  const { context, topology } = reach;
  const lock = await lockFile(workspaceLayout(context.workspace).lock, runCommands[wish.sequence]);
  try {
    const record = await newRecord(context, topology, wish);
    const phases = await wish.phases();
    await writeRun(context.workspace, record);
    const result = await runLeased({ ...reach, secrets: wish.secrets, templates: wish.templates, phases, record });
    await writeRun(context.workspace, ended(topology, record, result, context.now()));
    return result.ok ? await success(record, result) : failure(record, result, wish.restore?.command);
  } finally {
    await lock.release();
  }
}

/** A record for this run, with what it takes over from one that failed. */
async function newRecord(
  { workspace, now, say }: OperationContext,
  topology: Topology,
  { sequence, templates, ignore, partial, restore }: RunWish,
): Promise<RunRecord> {
  const inputs = inputsDigest(topology, templates);
  // A restore has its own way to go on; nothing else may begin while members may be without their data.
  const resumed = restore === undefined ? resumedRun(await readRuns(workspace), inputs) : null;
  if (resumed?.record.sequence === 'restore') {
    const problem = `the restore ${resumed.record.id} of the cluster has not ended: its members may be without their data`;
    const next = `run \`tamada restore --cluster\` again, or remove runs/${resumed.record.id}.json to give it up`;
    throw new TamadaError({ code: 'unsafe', problem, next });
  }
  if (resumed !== null)
    say(`continuing run ${resumed.record.id}${resumed.inputsDiffer ? '; cluster.yaml or the templates have changed since' : ''}`);
  const ignored = [...new Set([...(resumed?.record.ignored ?? []), ...ignore])];
  if (ignored.length > 0) say(`failures of these checks are ignored: ${ignored.join(', ')}`);
  const startedAtMs = now();
  return {
    id: newRunId(startedAtMs),
    sequence,
    startedAtMs,
    endedAtMs: null,
    inputs,
    ignored,
    generation: 0,
    digests: {},
    result: 'running',
    phase: '',
    partial: partial ?? false,
    restore: restore?.what ?? null,
  };
}

function ended(topology: Topology, record: RunRecord, result: LeasedResult, endedAtMs: number): RunRecord {
  const { generation, bundles } = result.found;
  const applied = generation === 0 ? null : appliedBy(topology);
  const end = { generation, digests: digestsOf(bundles), applied, endedAtMs };
  return {
    ...record,
    ...end,
    result: result.ok ? (record.partial === true ? 'paused' : 'done') : 'failed',
    phase: result.ok ? '' : result.phase,
  };
}

function failure(
  { id, sequence }: RunRecord,
  { phase, failures, nodes, found }: Extract<LeasedResult, { ok: false }>,
  again = runCommands[sequence],
): Answer {
  const command = runCommands[sequence];
  const patched = (found.told.patched as string | undefined) ?? '';
  const stands = [
    ...nodes.map(({ node, words }) => `  ${node} ${words}`),
    ...(patched === '' ? [] : [`  Patroni's dynamic configuration was patched, and no agent takes that back: ${patched}`]),
  ];
  const mend = failures.every(({ error }) => error.code === 'cancelled') ? '' : 'fix what is reported above, and ';
  return {
    exitCode: failureExit(failures),
    data: { run: id, result: 'failed', phase, failures, ...(nodes.length === 0 ? {} : { nodes }) },
    text: `${[`${command.replace(/^tamada /, '')} stopped in phase ${phase}`, ...stands].join('\n')}\nnext: ${mend}run \`${again}\` again: it continues where it stopped`,
  };
}
