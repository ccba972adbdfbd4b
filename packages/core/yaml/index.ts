/** Sums over a YAML text. The parser's stack and its time, which grows with the square of some of them, hang on these. */
export interface YamlLimits {
  readonly characters: number;
  /** Characters that begin or part something: `, ? & * % ! [ ] { }`. */
  readonly indicators: number;
  readonly aliases: number;
}

/** What a person writes and reads; deeper ones end the parser, and with it the process. */
const most = { brackets: 40, indent: 200, compact: 10 };

/** Why a text is not for the parser, in words; null where it may be parsed. Linear; marks inside of quotes count as well. */
export function yamlExcess(text: string, limits: YamlLimits): string | null {
  if (text.length > limits.characters) return `it has more than ${String(limits.characters)} characters`;
  let [indicators, aliases, open] = [0, 0, 0];
  for (const [indicator] of text.matchAll(/[,?&*%![\]{}]/g)) {
    indicators += 1;
    if (indicator === '*') aliases += 1;
    if (indicator === '[' || indicator === '{') open += 1;
    if (indicator === ']' || indicator === '}') open -= 1;
    if (open > most.brackets) return `it nests more than ${String(most.brackets)} brackets`;
    if (indicators > limits.indicators) return `it has more than ${String(limits.indicators)} brackets, commas and other marks`;
    if (aliases > limits.aliases) return `it has more than ${String(limits.aliases)} aliases`;
  }
  const deep = text.split('\n').some((line) => {
    const [indent = ''] = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line) ?? [];
    return (
      (indent.length > most.indent && indent.length < line.length) || indent.split(/[-?:]/, most.compact + 2).length > most.compact + 1
    );
  });
  return deep ? `it nests deeper than ${String(most.compact)} lists in a line or ${String(most.indent)} columns` : null;
}

// JSON leaves these as they are; YAML refuses DEL and C1, and folds the line separators.
// By whole characters: a half of one is nothing that a reader takes.
const unsafeInYaml = /[\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/gu;

/** A quoted string that JSON and YAML readers take alike. */
export function quoteJson(value: string): string {
  return JSON.stringify(value).replace(unsafeInYaml, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
