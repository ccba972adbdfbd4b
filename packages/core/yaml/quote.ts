// JSON leaves these as they are; YAML refuses DEL and C1, and folds the line separators.
// By whole characters: a half of one is nothing that a reader takes.
const unsafeInYaml = /[\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/gu;

/** A quoted string that JSON and YAML readers take alike. */
export function quoteJson(value: string): string {
  return JSON.stringify(value).replace(unsafeInYaml, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
