import { parse } from 'yaml';

/** The part of a YAML file that its program reads at its start only: the values of dotted keys, as text to compare. */
export function restartPart(keys: readonly string[], content: string): string {
  const document = isPlain(content) ? read(content) : content;
  return JSON.stringify(keys.map((key) => [key, at(document, key)])) + (document === content ? content : '');
}

/** Ten times what the largest topology makes. Beyond it the parser's time grows with the square, and its stack ends the process. */
const most = { characters: 128 * 1024, indicators: 4000, brackets: 40, indent: 120, compact: 10 };

function isPlain(content: string): boolean {
  if (content.length > most.characters) return false;
  let [indicators, open] = [0, 0];
  for (const [indicator] of content.matchAll(/[,?&*%![\]{}]/g)) {
    indicators += 1;
    if (indicator === '[' || indicator === '{') open += 1;
    else if (indicator === ']' || indicator === '}') open -= 1;
    if (indicators > most.indicators || open > most.brackets) return false;
  }
  return content.split('\n').every((line) => {
    const [indent = ''] = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line) ?? [];
    return indent.length <= most.indent && indent.split(/[-?:]/, most.compact + 2).length <= most.compact + 1;
  });
}

/** What is no YAML is all of it one value; the file's validator says so to the operator. */
function read(content: string): unknown {
  try {
    return parse(content, { uniqueKeys: false, logLevel: 'error' });
  } catch {
    return content;
  }
}

function at(value: unknown, key: string): unknown {
  return (
    key.split('.').reduce<unknown>((inner, part) => (isRecord(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined), value) ??
    null
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
