import type { FileProblem } from '../errors/index.ts';
import { complete } from './complete.ts';
import { judge, type Judgement } from './judge.ts';
import { topologyJsonSchema } from './json-schema.ts';
import { describeIssue } from './mistakes.ts';
import { salvage } from './salvage.ts';
import { topologySchema } from './schema.ts';
import { readSource, type Source } from './source.ts';
import type { Topology } from './types.ts';

/** A topology file that was read. `topology` is null where any problem is an error. */
export interface ParsedTopology {
  /** The name that was given, for messages. */
  readonly file: string;
  readonly topology: Topology | null;
  /** Every mistake, in the order of the file. */
  readonly problems: readonly FileProblem[];
}

/** Reads `cluster.yaml`: YAML, shape, rules; all mistakes at once. */
export function parseTopology(text: string, file: string): ParsedTopology {
  const source = readSource(text);
  const { topology, judgements } = source.readable ? judgeRaw(source.raw) : { topology: null, judgements: [] };
  const problems = [...source.problems, ...judgements.map((judgement) => placed(judgement, source))].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
  return { file, topology: problems.some(({ level }) => level === 'error') ? null : topology, problems };
}

interface Judged {
  readonly topology: Topology | null;
  readonly judgements: readonly Judgement[];
}

function judgeRaw(raw: unknown): Judged {
  if (raw === null || raw === undefined) {
    return {
      topology: null,
      judgements: [{ path: [], at: 'key', level: 'error', problem: 'the file is empty', hint: '`tamada init` writes one to begin with' }],
    };
  }
  const { success, data, error } = topologySchema.safeParse(raw);
  if (success) {
    const topology = complete(data);
    return { topology, judgements: judge(topology, true) };
  }
  const schema = topologyJsonSchema();
  const mistakes = error.issues
    .flatMap((issue) => describeIssue(issue, raw, schema))
    .map((finding) => ({ ...finding, level: 'error' as const }));
  const rest = salvage(raw);
  return { topology: null, judgements: rest === null ? mistakes : [...mistakes, ...judge(complete(rest.input), rest.whole)] };
}

function placed({ path, at, problem, hint, level }: Judgement, source: Source): FileProblem {
  return { ...source.place(path, at), problem, hint, level };
}
