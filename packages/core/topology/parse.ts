import type { FileProblem } from '../errors/index.ts';
import { complete } from './complete.ts';
import { judge, type Judgement } from './judge.ts';
import { topologyJsonSchema, topologySchema } from './schema.ts';
import { describeIssue } from './mistakes.ts';
import type { Path } from './rules/rule.ts';
import { salvage } from './salvage.ts';
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
  const reserved = takeReserved(raw);
  const { topology, judgements } = judgeRest(raw);
  return reserved.length === 0 ? { topology, judgements } : { topology: null, judgements: [...reserved, ...judgements] };
}

/** JavaScript's own word: the schema drops a key of this name without a word, and what stood under it would vanish. */
const reservedKey = '__proto__';

/** The places of that key, taken out of what was read, so that nothing else is said of it. */
function takeReserved(value: unknown, path: Path = [], seen = new Set<unknown>()): readonly Judgement[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const inside = Object.keys(value).flatMap((key) =>
    key === reservedKey ? [] : takeReserved((value as Readonly<Record<string, unknown>>)[key], [...path, key], seen),
  );
  if (!Object.hasOwn(value, reservedKey)) return inside;
  Reflect.deleteProperty(value, reservedKey);
  const hint = 'programs that read JSON lose it: choose another';
  return [{ path: [...path, reservedKey], at: 'key', level: 'error', problem: `\`${reservedKey}\` cannot be a name`, hint }, ...inside];
}

function judgeRest(raw: unknown): Judged {
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
