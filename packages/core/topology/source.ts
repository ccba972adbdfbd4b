import { LineCounter, parseDocument, Scalar, visit, type Document, type YAMLError } from 'yaml';
import type { FileProblem } from '../errors/index.ts';
import { keyText, offsetOf, start } from './places.ts';
import type { Path } from './rules/rule.ts';

/** A YAML text with the places of everything in it. */
export interface Source {
  /** Null where the text is no YAML; then `problems` says why. */
  readonly raw: unknown;
  readonly problems: readonly FileProblem[];
  readonly readable: boolean;
  /** Line and column, from 1, of a key or its value; of the nearest thing around it where the path does not exist. */
  readonly place: (path: Path, at: 'key' | 'value') => { readonly line: number; readonly column: number };
}

export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [
    ...document.errors.map((error) => ({
      ...at(error.pos[0]),
      ...describe(error, document, (offset) => at(offset).line),
      level: 'error' as const,
    })),
    ...document.warnings.map((warning) => ({ ...at(warning.pos[0]), problem: warning.message, hint: '', level: 'warning' as const })),
    ...danglingAliases(document).map(({ name, offset }) => ({
      ...at(offset),
      problem: `the alias *${name} has no anchor`,
      hint: `put the text in quotes, or set \`&${name}\` before it`,
      level: 'error' as const,
    })),
    ...strangeKeys(document).map((offset) => ({
      ...at(offset),
      problem: '`__proto__` cannot be a name',
      hint: 'choose another one',
      level: 'error' as const,
    })),
    ...leadingZeros(document).map(({ text, offset }) => ({
      ...at(offset),
      problem: `\`${text}\` has a leading zero, which YAML drops`,
      hint: `put it in quotes, \`"${text}"\`; or write \`${text.replace(/0+(?=[0-9])/, '')}\` for the number`,
      level: 'error' as const,
    })),
  ];
  const harmless = leadingZeros(document).length + document.errors.filter(({ code }) => code === 'DUPLICATE_KEY').length;
  const fatal = problems.length - harmless - document.warnings.length;
  const place: Source['place'] = (path, which) => at(offsetOf(document, path, which));
  if (fatal > 0) return { raw: null, problems, readable: false, place };
  try {
    return { raw: document.toJS() as unknown, problems, readable: true, place };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { raw: null, problems: [...problems, { ...at(0), problem, hint: '', level: 'error' }], readable: false, place };
  }
}

const hints: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'give keys of one map the same indent, and close brackets and braces',
  BLOCK_AS_IMPLICIT_KEY: 'write one `key: value` a line, and put a value that holds `: ` in quotes',
  MULTILINE_IMPLICIT_KEY: 'write `key: value`; perhaps a colon is missing',
  MISSING_CHAR: 'close the quote, bracket or brace',
  MULTIPLE_DOCS: 'remove the `---`: the topology is one document',
};

function describe(
  error: YAMLError,
  document: Document,
  lineAt: (offset: number) => number,
): { readonly problem: string; readonly hint: string } {
  if (error.code !== 'DUPLICATE_KEY') return { problem: error.message, hint: hints[error.code] ?? '' };
  const [name, first] = duplicate(document, error.pos[0]);
  return { problem: `\`${name}\` is written twice, first in line ${lineAt(first)}`, hint: 'keep one of them' };
}

/** The key at this offset, and the offset of the same key before it. */
function duplicate(document: Document, offset: number): readonly [string, number] {
  let found: readonly [string, number] = ['', offset];
  visit(document, {
    Map: (_, map) => {
      const second = map.items.find((pair) => start(pair.key) === offset);
      const first = map.items.find((pair) => second !== undefined && keyText(pair) === keyText(second));
      if (second !== undefined && first !== undefined) found = [keyText(second), start(first.key) ?? offset];
    },
  });
  return found;
}

function danglingAliases(document: Document): readonly { readonly name: string; readonly offset: number }[] {
  const dangling: { name: string; offset: number }[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) dangling.push({ name: alias.source, offset: start(alias) ?? 0 });
    },
  });
  return dangling;
}

/** Numbers such as 0640 are octal to a person and to PostgreSQL, and decimal here. */
function leadingZeros(document: Document): readonly { readonly text: string; readonly offset: number }[] {
  const found: { text: string; offset: number }[] = [];
  visit(document, {
    Scalar: (key, scalar) => {
      const { source: text = '', type, value } = scalar;
      if (key === 'key' || type !== Scalar.PLAIN || typeof value !== 'number' || !/^[-+]?0[0-9]/.test(text)) return;
      found.push({ text, offset: start(scalar) ?? 0 });
    },
  });
  return found;
}

/** JavaScript would drop it without a word. */
function strangeKeys(document: Document): readonly number[] {
  const found: number[] = [];
  visit(document, {
    Pair: (_, pair) => {
      if (keyText(pair) === '__proto__') found.push(start(pair.key) ?? 0);
    },
  });
  return found;
}
