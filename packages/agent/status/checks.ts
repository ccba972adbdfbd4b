import { access } from 'node:fs/promises';
import type { NodeStatus } from '@tamada/core/verdict';
import type { CommandRunner } from '@tamada/runtime';
import { number, parseObject, text } from '../json/fields.ts';
import type { AgentPaths } from '../paths.ts';
import { inTime } from './in-time.ts';

type CheckStatus = NodeStatus['checks'][number];

// Our own unit hides parts of /proc; the check must see the host as it does where keepalived runs it, or it forgets what it said.
const program = ['nsenter', '--target', '1', '--mount', '/opt/tamada/current/bin/tamada-check'] as const;
const config = '/etc/tamada/check.json';
const subjects = ['leader', 'haproxy'] as const;

/** What keepalived would be told now, by the very program that it runs; nothing where none is configured. */
export async function checksStatus(run: CommandRunner, paths: AgentPaths, timeoutMs: number): Promise<CheckStatus[]> {
  const configured = await access(paths.at(config)).then(
    () => true,
    () => false,
  );
  return configured ? Promise.all(subjects.map((subject) => ask(subject, run, timeoutMs))) : [];
}

async function ask(subject: string, run: CommandRunner, timeoutMs: number): Promise<CheckStatus> {
  try {
    const { stdout, stderr } = await inTime(run([...program, subject, '--json'], { timeoutMs }), timeoutMs);
    return readCheck(subject, stdout) ?? unknown(subject, stderr.trim() === '' ? 'tamada-check says nothing' : stderr.trim());
  } catch (error) {
    return unknown(subject, error instanceof Error ? error.message : String(error));
  }
}

/** `tamada-check --json` (packages/check/explain.ts); null where the text is none of it. */
export function readCheck(subject: string, json: string): CheckStatus | null {
  const told = parseObject(json);
  const answer = text(told.answer);
  if (answer !== 'yes' && answer !== 'no') return null;
  return {
    subject,
    answer,
    asked: text(told.asked),
    got: text(told.got),
    why: text(told.why),
    sinceMs: typeof told.sinceMs === 'number' ? told.sinceMs : -1,
    holdMs: number(told.holdMs),
  };
}

function unknown(subject: string, why: string): CheckStatus {
  return { subject, answer: '', asked: '', got: '', why, sinceMs: -1, holdMs: 0 };
}
