import { maskKeys, roleTable, usersDue } from '@tamada/core/converge';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import type { FileRule, TolerationCondition, Validator } from '@tamada/core/platform';
import type { Argv } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import type { Work } from './work.ts';

const deadlineMs = 30_000;
/** The patterns' time grows with the square of a line. */
const mostOfLine = 2000;

/** Asks every program about its staged files; its complaints become the error. It has seen no secret (see stage.ts). */
export async function validate(work: Work, staged: ReadonlyMap<string, string>): Promise<void> {
  const rules = roleTable(work.context.config).files;
  for (const [path, at] of staged) {
    const rule = rules.get(path);
    if (rule !== undefined && rule.validator !== null) await validateOne(work, rule, rule.validator, at);
  }
}

async function validateOne(work: Work, rule: FileRule, { argv, tolerated }: Validator, at: string): Promise<void> {
  const { context } = work;
  const [program = '', ...rest] = argv;
  const command: Argv = [program, ...rest.map((argument) => argument.replaceAll('{path}', at))];
  const { code, stdout, stderr, timedOut } = await context.run(command, { timeoutMs: deadlineMs }).catch((error: unknown) => {
    throw withNextStep(error);
  });
  if (code === 0) return;
  const lines = [...stdout.split('\n'), ...stderr.split('\n')]
    .map((line) => line.slice(0, mostOfLine))
    .filter((line) => line.trim() !== '');
  const complaints: string[] = timedOut ? [`${program} did not answer within ${String(deadlineMs / 1000)} s`] : [];
  const known = new Map<TolerationCondition, Promise<boolean>>();
  const excused = async (condition: TolerationCondition): Promise<boolean> => {
    const answer = known.get(condition) ?? holds(condition, rule, work);
    known.set(condition, answer);
    return answer;
  };
  for (const line of lines) {
    const conditions = tolerated.filter(({ line: pattern }) => new RegExp(pattern).test(line)).map(({ when }) => when);
    if (!(await Promise.all(conditions.map(excused))).includes(true)) complaints.push(line);
  }
  if (complaints.length === 0 && lines.length > 0) return;
  const words = complaints.length === 0 ? `exit code ${String(code)} and no message` : complaints.join('\n');
  throw new TamadaError({ code: 'validator_refused', program, path: rule.path, output: maskKeys(words.replaceAll(at, rule.path)) });
}

async function holds(condition: TolerationCondition, rule: FileRule, { context, desired }: Work): Promise<boolean> {
  switch (condition) {
    case 'always':
      return true;
    case 'unit_active':
      return rule.unit !== null && (await isActive(rule.unit, context));
    case 'dcs_stopped':
      return !(await isActive('consul.service', context));
    case 'users_due':
      return usersDue(desired, context.journal.read());
    case 'member_claimed':
      return context.journal.read().claim !== null;
  }
}

async function isActive(unit: string, { units }: AgentContext): Promise<boolean> {
  const [state] = await units.show([unit]);
  return state?.active === 'active';
}

function withNextStep(error: unknown): unknown {
  const detail = errorDetail(error);
  if (detail.code !== 'program_missing') return error;
  return new TamadaError({ ...detail, next: 'install the packages of its role first' }, { cause: error });
}
