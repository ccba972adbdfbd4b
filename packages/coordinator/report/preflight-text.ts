import { ignoreFlags, type Finding } from '@tamada/core/preflight';
import type { Paint } from './paint.ts';
import { counted } from './quantity.ts';

/** `pg-a1-1, pg-a1-2: watchdog: there is no /dev/watchdog; load a driver`: what several nodes share is one line. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const nodesOf = new Map<string, string[]>();
  for (const finding of findings) {
    const words = findingWords(finding);
    nodesOf.set(words, [...(nodesOf.get(words) ?? []), ...(finding.node === null ? [] : [finding.node])]);
  }
  return [...nodesOf].map(([words, nodes]) => (nodes.length === 0 ? words : `${nodes.join(', ')}: ${words}`));
}

function findingWords({ name, reason, remedy, ignored }: Finding): string {
  return `${name}: ${reason}${ignored ? ' (ignored)' : ''}${remedy === '' ? '' : `; ${remedy}`}`;
}

/** Failures, then warnings, then what passed. */
export function preflightText(findings: readonly Finding[], paint: Paint): string {
  const of = (level: Finding['level']): readonly Finding[] => findings.filter((finding) => finding.level === level);
  const [failed, warned, passed] = [of('fail'), of('warn'), of('pass')];
  const troubled = new Set([...failed, ...warned].map(({ name }) => name));
  const well = [...new Set(passed.map(({ name }) => name))].filter((name) => !troubled.has(name));
  return [
    ...findingLines(failed).map((line) => `${paint.bad('fail')}  ${line}`),
    ...findingLines(warned).map((line) => `${paint.warn('warn')}  ${line}`),
    `${paint.good('pass')}  ${String(passed.length)} of ${counted(findings.length, 'check')}${well.length === 0 ? '' : `; passed on every node: ${well.join(', ')}`}`,
    summary(failed, paint),
  ].join('\n');
}

function summary(failed: readonly Finding[], paint: Paint): string {
  if (failed.length === 0) return paint.good('ready');
  const flags = ignoreFlags(failed);
  return `${paint.bad('not ready')}: fix the failures${flags === null ? '' : `, or let bootstrap continue in spite of them with ${flags}`}`;
}
