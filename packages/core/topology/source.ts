import { isAlias, LineCounter, parseDocument, Scalar, visit, type Document, type YAMLError } from 'yaml';
import { yamlExcess } from '../yaml/index.ts';
import type { FileProblem } from '../errors/index.ts';
import { keyText, placesOf, start } from './places.ts';
import type { Path } from './rules/rule.ts';

/** A YAML text with the places of everything in it. */
export interface Source {
  /** Null where the text is not YAML; then `problems` says why. */
  readonly raw: unknown;
  readonly problems: readonly FileProblem[];
  readonly readable: boolean;
  /** Line and column, from 1, of a key or its value; of the nearest thing around it where the path does not exist. */
  readonly place: (path: Path, at: 'key' | 'value') => { readonly line: number; readonly column: number };
}

export function readSource(text: string): Source {
  const lines = new LineCounter();
  const excess = yamlExcess(text, limits);
  if (excess !== null) return unreadable(excess);
  // The parser compares each key with every other one of its map.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const repeated = repeatedKeys(document);
  const zeros = leadingZeros(document);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [
    ...document.errors.map(({ pos, code, message }) => ({
      ...at(pos[0]),
      problem: message,
      hint: hints[code] ?? '',
      level: 'error' as const,
    })),
    ...repeated.map(({ name, first, again }) => ({
      ...at(again),
      problem: `\`${name}\` is written twice, first in line ${at(first).line}`,
      hint: 'keep one of them',
      level: 'error' as const,
    })),
    ...document.warnings.map((warning) => ({ ...at(warning.pos[0]), problem: warning.message, hint: '', level: 'warning' as const })),
    ...danglingAliases(document).map(({ name, offset }) => ({
      ...at(offset),
      problem: `the alias *${name} has no anchor`,
      hint: `put the text in quotes, or set \`&${name}\` before it`,
      level: 'error' as const,
    })),
    ...zeros.map(({ text, offset }) => ({
      ...at(offset),
      problem: `\`${text}\` has a leading zero, which YAML drops`,
      hint: `put it in quotes, \`"${text}"\`; or write \`${text.replace(/0+(?=[0-9])/, '')}\` for the number`,
      level: 'error' as const,
    })),
  ];
  const fatal = problems.length - repeated.length - zeros.length - document.warnings.length;
  const offsetOf = placesOf(document);
  const place: Source['place'] = (path, which) => at(offsetOf(path, which));
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

/** Far beyond a topology that `validate` takes. */
const limits = { characters: 4 * 1024 * 1024, indicators: 500_000, aliases: 1000 };

function unreadable(excess: string): Source {
  const here = { line: 1, column: 1 };
  const problem = {
    ...here,
    problem: `the file cannot be read: ${excess}`,
    hint: 'write it as maps and lists of a few levels',
    level: 'error' as const,
  };
  return { raw: null, problems: [problem], readable: false, place: () => here };
}

interface Repeated {
  readonly name: string;
  readonly first: number;
  readonly again: number;
}

function repeatedKeys(document: Document): readonly Repeated[] {
  const repeated: Repeated[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Map<string, number>();
      for (const pair of map.items) {
        const name = keyText(pair);
        const first = seen.get(name);
        const offset = start(pair.key) ?? 0;
        if (first === undefined) seen.set(name, offset);
        else if (name !== '<<') repeated.push({ name, first, again: offset });
      }
    },
  });
  return repeated;
}

function danglingAliases(document: Document): readonly { readonly name: string; readonly offset: number }[] {
  const anchors = new Set<string>();
  const dangling: { name: string; offset: number }[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) dangling.push({ name: node.source, offset: start(node) ?? 0 });
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
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
