import { describeTrouble, type Talk, type ToolAnswer, type ToolCommand, type ToolOutcome } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import type { Argv } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { needAccount } from '../observe/accounts.ts';
import { withQueue } from '../jobs/queue.ts';

export type TalkNeeds = Pick<AgentContext, 'run' | 'accounts' | 'paths'>;

export interface TalkOptions {
  /** Whoever talks is in the queue of the catalogue already. */
  readonly inQueue?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Where answers are kept that never change; another talk with the same ones asks for nothing twice. */
  readonly answers?: Map<string, ToolOutcome>;
}

/** Listings of a large archive are long. */
const mostOutput = 64 * 1024 * 1024;
const noLimitMs = 14 * 24 * 60 * 60_000;

/** Runs the commands of a talk one after the other, each as the user that it names. What the tool says no to is an answer. */
export async function runTalk<T>(talk: Talk<T>, needs: TalkNeeds, options: TalkOptions = {}): Promise<ToolAnswer<T>> {
  for (let step = talk.next(); ;) {
    if (step.done === true) return step.value;
    const { value } = step;
    const kept = value.lasting === true ? options.answers?.get(keyOf(value)) : undefined;
    const outcome = await (kept ??
      (value.exclusive && options.inQueue !== true
        ? withQueue('catalogue', { paths: needs.paths, what: value.argv.join(' ').slice(0, 100), signal: options.signal }, () =>
            runOne(value, needs, options),
          )
        : runOne(value, needs, options)));
    if (value.lasting === true && outcome.code === 0) options.answers?.set(keyOf(value), outcome);
    step = talk.next(outcome);
  }
}

function keyOf({ argv }: ToolCommand): string {
  return argv.join('\0');
}

/** The same where only success will do. */
export async function talkThrough<T>(request: string, talk: Talk<T>, needs: TalkNeeds, options: TalkOptions = {}): Promise<T> {
  const answer = await runTalk(talk, needs, options);
  if (answer.ok) return answer.said;
  throw toolFailed(request, answer);
}

/** What the tool said no to, as an error with a next step. */
export function toolFailed(request: string, { trouble, words }: Extract<ToolAnswer<never>, { ok: false }>): TamadaError<'tool_failed'> {
  return new TamadaError({ code: 'tool_failed', program: 'the backup tool', request, ...describeTrouble(trouble, words) });
}

async function runOne(command: ToolCommand, { run, accounts }: TalkNeeds, { signal }: TalkOptions): Promise<ToolOutcome> {
  const account = await needAccount(accounts, command.user, command.argv[0] ?? '');
  const { code, stdout, stderr, timedOut } = await run(command.argv as unknown as Argv, {
    timeoutMs: command.timeoutMs ?? noLimitMs,
    cwd: command.cwd ?? undefined,
    env: command.env,
    maxOutputBytes: mostOutput,
    signal,
    ...account,
  });
  return { code, stdout, stderr, timedOut };
}
