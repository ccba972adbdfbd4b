import { LineCounter, parseDocument, Scalar } from 'yaml';
import type { Document } from 'yaml';
import type { FileProblem } from '../errors/index.ts';
import { TamadaError } from '../errors/index.ts';
import type { SecretValues } from './slot.ts';

const heading = [
  ' The secrets of the cluster, name: value. Made by `tamada init`, which adds missing ones and changes none.',
  ' Keep a copy in a safe place: without them the cluster cannot be changed.',
].join('\n');

/** The secrets in a file's text; `file_invalid` tells places and names, never values. */
export function parseSecrets(text: string, file: string): SecretValues {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map((error) => problemAt(lines, error.pos[0], `this is not valid YAML (${error.code})`));
  if (problems.length > 0) throw new TamadaError({ code: 'file_invalid', file, problems });
  const values: unknown = document.toJS();
  if (values === null || values === '') return {};
  if (!isTexts(values)) {
    throw new TamadaError({ code: 'file_invalid', file, problems: [problemAt(lines, 0, 'every line must be a name and a text')] });
  }
  return values;
}

/** The text with values added or replaced; everything else of it, comments too, stays. `text` is null where there is no file. */
export function writeSecrets(text: string | null, changes: SecretValues): string {
  const document: Document = parseDocument(text ?? '{}', { schema: 'failsafe' });
  if (text === null) {
    document.contents = document.createNode({});
    document.commentBefore = heading;
  }
  for (const [name, value] of Object.entries(changes)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    document.set(name, scalar);
  }
  return document.toString({ lineWidth: 0 });
}

function isTexts(values: unknown): values is SecretValues {
  return (
    typeof values === 'object' &&
    values !== null &&
    !Array.isArray(values) &&
    Object.values(values).every((value) => typeof value === 'string')
  );
}

function problemAt(lines: LineCounter, offset: number, problem: string): FileProblem {
  const { line, col } = lines.linePos(offset);
  return { line, column: col, problem, hint: 'write `name: "value"`', level: 'error' };
}
