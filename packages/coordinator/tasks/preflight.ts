import { TamadaError } from '@tamada/core/errors';
import { runCommands } from '@tamada/core/sequence';
import { ignoreFlags, judge, type Finding } from '@tamada/core/preflight';
import { gatherPreflight } from '../preflight/gather.ts';
import { counted } from '../report/quantity.ts';
import { findingLines } from '../report/preflight-text.ts';
import type { TaskExecutor } from './tools.ts';

export const preflight: TaskExecutor<'preflight'> = async (_task, tools, { remark, signal }) => {
  const { topology, connections, context, record } = tools;
  const input = await gatherPreflight({ topology, connections, signal, now: context.now });
  const facts = new Map(input.reports.flatMap((report) => (report.answered ? [[report.node.name, report.facts]] : [])));
  const findings = judge(input, record.ignored);
  const of = (level: Finding['level']): readonly Finding[] => findings.filter((finding) => finding.level === level);
  findingLines(of('warn')).forEach(remark);
  const failed = of('fail');
  if (failed.length > 0) {
    const flags = ignoreFlags(failed);
    throw new TamadaError({
      code: 'unsafe',
      problem: [`${counted(failed.length, 'check')} failed`, ...findingLines(failed).map((line) => `  ${line}`)].join('\n'),
      next: `fix them and run \`${runCommands[record.sequence]}\` again${flags === null ? '' : `, or continue in spite of them with ${flags}`}`,
    });
  }
  const note = `${counted(of('pass').length, 'check')} passed, ${counted(of('warn').length, 'warning')}`;
  return { changed: false, note, found: { facts } };
};
