import { TamadaError } from '@tamada/core/errors';
import { judge, type Finding } from '@tamada/core/preflight';
import type { Task } from '@tamada/core/sequence';
import { gatherPreflight } from '../preflight/index.ts';
import { findingLines } from '../report/preflight-text.ts';
import type { Executor } from '../runner/index.ts';
import type { TaskTools } from './tools.ts';

export const preflight: Executor<Extract<Task, { kind: 'preflight' }>, TaskTools> = async (_task, tools, { remark, signal }) => {
  const { topology, connections, context, ignored, found } = tools;
  const input = await gatherPreflight({ topology, connections, signal, now: context.now });
  for (const report of input.reports) if (report.answered) found.facts.set(report.node.name, report.facts);
  const findings = judge(input, ignored);
  const of = (level: Finding['level']): readonly Finding[] => findings.filter((finding) => finding.level === level);
  findingLines(of('warn')).forEach(remark);
  const failed = of('fail');
  if (failed.length > 0) {
    const names = [...new Set(failed.map(({ name }) => name))];
    throw new TamadaError({
      code: 'unsafe',
      problem: [`${String(failed.length)} checks failed`, ...findingLines(failed).map((line) => `  ${line}`)].join('\n'),
      next: `correct them and run \`tamada bootstrap\` again, or go on in spite of them with ${names.map((name) => `--ignore ${name}`).join(' ')}`,
    });
  }
  return { changed: false, note: `${String(of('pass').length)} checks passed, ${String(of('warn').length)} warnings` };
};
