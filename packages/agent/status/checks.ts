import { access } from 'node:fs/promises';
import { checkBasis, type CheckSaid } from '@tamada/core/view';
import type { CommandRunner } from '@tamada/runtime';
import { number, numberOrNull, parseObject, text } from '../json/fields.ts';
import type { AgentPaths } from '../paths.ts';

type CheckSubject = (typeof checkSubjects)[number];

export const checkSubjects = ['leader', 'haproxy'] as const;

// Our own unit hides parts of /proc; the check must see the host as it does where keepalived runs it, or it forgets what it said.
const program = ['nsenter', '--target', '1', '--mount', '/opt/tamada/current/bin/tamada-check'] as const;
const config = '/etc/tamada/check.json';

export function checksConfigured(paths: AgentPaths): Promise<boolean> {
  return access(paths.at(config)).then(
    () => true,
    () => false,
  );
}

/** What keepalived would be told now, by the very program that it runs. Rejects where that says nothing. */
export async function checkStatus(subject: CheckSubject, run: CommandRunner, timeoutMs: number): Promise<CheckSaid> {
  const { stdout, stderr, timedOut } = await run([...program, subject, '--json'], { timeoutMs });
  const said = readCheck(stdout);
  if (said !== null) return said;
  if (timedOut) throw Object.assign(new Error(`no answer within ${String(timeoutMs)} ms`), { code: 'ETIMEDOUT' });
  throw new Error(stderr.trim() === '' ? 'tamada-check says nothing' : stderr.trim());
}

/** `tamada-check --json` (packages/check/explain.ts); null where the text is none of it. */
export function readCheck(json: string): CheckSaid | null {
  const told = parseObject(json);
  const { answer } = told;
  if (answer !== 'yes' && answer !== 'no') return null;
  return {
    answer,
    asked: text(told.asked),
    got: text(told.got),
    basis: checkBasis.read(text(told.why)),
    sinceMs: numberOrNull(told.sinceMs),
    holdMs: number(told.holdMs),
  };
}
