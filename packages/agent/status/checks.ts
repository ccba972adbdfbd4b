import { access } from 'node:fs/promises';
import { theCheck } from '@tamada/core/platform';
import { checkBasis, type CheckSaid, type NodeStatus } from '@tamada/core/view';
import type { Clock, CommandRunner } from '@tamada/runtime';
import { number, numberOrNull, parseObject, text } from '../json/fields.ts';
import type { AgentPaths } from '../paths.ts';
import { makeSource } from './source.ts';

/** What keepalived would be told now; nothing where no check is configured. */
export interface CheckSenses {
  readonly look: (patienceMs: number) => Promise<NodeStatus['checks']>;
  readonly forget: () => void;
}

export interface CheckSensesOptions {
  readonly run: CommandRunner;
  readonly paths: AgentPaths;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const subjects = ['leader', 'haproxy'] as const;
// Our own unit hides parts of /proc; the check must see the host as it does where keepalived runs it, or it forgets what it said.
const program = ['nsenter', '--target', '1', '--mount', theCheck.program] as const;

/** The check ends by itself within a second; a host that is out of processors starts it late. */
const questionMs = 10_000;
/** keepalived asks by itself every second. */
const youngMs = 1000;

export function makeCheckSenses({ run, paths, clock, signal }: CheckSensesOptions): CheckSenses {
  const sources = subjects.map((subject) => ({
    subject,
    source: makeSource({ ask: () => askCheck(subject, run, signal), youngMs, clock }),
  }));
  const configured = makeSource({ ask: () => isThere(paths.at(theCheck.config)), youngMs: 200, clock });
  return {
    async look(patienceMs) {
      const there = await configured.look({ patienceMs });
      if (there.answer === 'said' && !there.said) return [];
      return Promise.all(sources.map(async ({ subject, source }) => ({ subject, look: await source.look({ patienceMs }) })));
    },
    forget() {
      configured.forget();
      for (const { source } of sources) source.forget();
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** By the very program that keepalived runs. Rejects where that says nothing. */
async function askCheck(subject: (typeof subjects)[number], run: CommandRunner, signal: AbortSignal | undefined): Promise<CheckSaid> {
  const { stdout, stderr, timedOut } = await run([...program, subject, '--json'], { timeoutMs: questionMs, signal });
  const said = readCheck(stdout);
  if (said !== null) return said;
  if (timedOut) throw Object.assign(new Error(`no answer within ${String(questionMs)} ms`), { code: 'ETIMEDOUT' });
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
