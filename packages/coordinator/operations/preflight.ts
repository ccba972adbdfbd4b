import { judge, requireIgnorable, type Finding } from '@tamada/core/preflight';
import type { Answer, OperationContext } from '../cli/context.ts';
import { gatherPreflight } from '../preflight/gather.ts';
import { preflightText } from '../report/preflight-text.ts';
import { withReach, type Reach } from '../connections/reach.ts';

export interface PreflightOptions {
  /** Names of checks whose failures are only warnings. */
  readonly ignore: readonly string[];
}

/** Judges all nodes. Exit code 3 while a failure is left. */
export async function preflight(context: OperationContext, options: PreflightOptions): Promise<Answer> {
  return withReach(context, (reach) => preflightThrough(reach, options));
}

export async function preflightThrough({ context, topology, connections }: Reach, { ignore }: PreflightOptions): Promise<Answer> {
  requireIgnorable(ignore);
  const { signal, now } = context;
  const findings = judge(await gatherPreflight({ topology, connections, signal, now }), ignore);
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  const counts = { passed: count('pass'), warned: count('warn'), failed: count('fail') };
  return {
    exitCode: counts.failed === 0 ? 0 : 3,
    data: { ready: counts.failed === 0, ...counts, ignored: ignore, findings },
    text: preflightText(findings, context.paint),
  };
}
