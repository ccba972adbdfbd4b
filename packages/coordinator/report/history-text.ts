import type { HistoryRecord } from '@tamada/core/sequence';
import { table, type Paint } from './paint.ts';
import { counted, duration } from './quantity.ts';

/** Runs, newest first. */
export function historyText(records: readonly HistoryRecord[], paint: Paint): string {
  if (records.length === 0) return 'the history is empty';
  const rows = records.map(({ run, sequence, result, atMs, from, content }) => [
    run,
    result === 'done' ? paint.good(result) : paint.bad(result),
    moment(atMs),
    content?.tookMs == null ? '' : duration(content.tookMs),
    content?.by ?? '',
    sequence.replaceAll('_', ' '),
    content === null ? paint.warn('this entry cannot be read') : whatCame(content, from),
  ]);
  return table([['RUN', 'RESULT', 'ENDED (UTC)', 'TOOK', 'BY', 'WHAT', ''].map(paint.faint), ...rows]);
}

/** One run, with what it did on each node. */
export function runText(record: HistoryRecord, paint: Paint): string {
  const { run, sequence, result, atMs, from, content } = record;
  const head = `${sequence.replaceAll('_', ' ')} ${run}: ${result === 'done' ? paint.good(result) : paint.bad(result)}, ended ${moment(atMs)} UTC`;
  if (content === null) return `${head}\n${paint.warn('this entry cannot be read')}: another version wrote it, or somebody by hand`;
  const { by, tookMs, ignored, steps, left, told } = content;
  const values = Object.entries(told).filter(([, value]) => typeof value !== 'object');
  const rows = steps.map((step) => [
    step.phase,
    step.node ?? '',
    step.result === 'changed' ? step.task : paint.bad(`${step.task}: failed`),
    duration(step.tookMs),
    step.note,
  ]);
  return [
    head,
    ...(by === null ? [] : [`by ${by}${tookMs === null ? '' : `, in ${duration(tookMs)}`}`]),
    ...[whatCame(content, from)].filter((line) => line !== ''),
    ...(ignored.length === 0 ? [] : [`failures of these checks were ignored: ${ignored.join(', ')}`]),
    ...values.map(([name, value]) => `${name}: ${String(value)}`),
    ...(rows.length === 0 ? [] : ['', table([['PHASE', 'NODE', 'WHAT CHANGED', 'TOOK', ''].map(paint.faint), ...rows])]),
    ...(left === 0 ? [] : [`${counted(left, 'more step')}, for which the entry had no room`]),
  ].join('\n');
}

function whatCame({ generation, phase, told }: NonNullable<HistoryRecord['content']>, from: number | null): string {
  const generations =
    generation === 0 ? [] : [from === null ? `generation ${String(generation)}` : `generation ${String(from)} to ${String(generation)}`];
  const leaders = typeof told.from === 'string' && typeof told.to === 'string' ? [`${told.from} to ${told.to}`] : [];
  return [...generations, ...leaders, ...(phase === null ? [] : [`stopped in phase ${phase}`])].join(', ');
}

function moment(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
