import type { Finding } from '@tamada/core/preflight';
import type { Paint } from './paint.ts';

/** `pg-a1-1: ports: tcp 5432 is held by mysqld; stop mysqld` */
export function findingLine({ node, name, reason, remedy, ignored }: Finding): string {
  const about = node === null ? name : `${node}: ${name}`;
  return `${about}: ${reason}${ignored ? ' (ignored)' : ''}${remedy === '' ? '' : `; ${remedy}`}`;
}

/** Failures, then warnings, then how much is well. */
export function preflightText(findings: readonly Finding[], paint: Paint): string {
  const of = (level: Finding['level']): readonly Finding[] => findings.filter((finding) => finding.level === level);
  const [failed, warned, passed] = [of('fail'), of('warn'), of('pass')];
  const names = [...new Set(passed.map(({ name }) => name))].filter(
    (name) => ![...failed, ...warned].some((finding) => finding.name === name),
  );
  return [
    ...failed.map((finding) => `${paint.bad('fail')}  ${findingLine(finding)}`),
    ...warned.map((finding) => `${paint.warn('warn')}  ${findingLine(finding)}`),
    `${paint.good('pass')}  ${String(passed.length)} of ${String(findings.length)} checks; well everywhere: ${names.join(', ')}`,
    summary(failed, paint),
  ].join('\n');
}

function summary(failed: readonly Finding[], paint: Paint): string {
  if (failed.length === 0) return paint.good('ready');
  const names = [...new Set(failed.map(({ name }) => name))];
  return `${paint.bad('not ready')}: correct the failures, or let bootstrap go on in spite of them with ${names.map((name) => `--ignore ${name}`).join(' ')}`;
}
