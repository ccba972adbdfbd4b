import { nearestHint } from '../nearest.ts';
import { readNumber, type Reading } from './read-number.ts';
import type { ServerParameter } from './release.ts';

export type Written = string | number | boolean;

const words: readonly (readonly [string, boolean])[] = [
  ...(['on', 'true', 'yes', '1'] as const).map((word) => [word, true] as const),
  ...(['off', 'false', 'no', '0'] as const).map((word) => [word, false] as const),
];

/**
 * What PostgreSQL makes of a value: a number in the parameter's own unit, a boolean, a word. Where Patroni, which reads it first, takes
 * less, Patroni's rule counts: no `t` for true. Text goes to both as it is; `strings.ts` judges it.
 */
export function readValue(parameter: ServerParameter, value: Written): Reading<Written> {
  switch (parameter.type) {
    case 'bool':
      return readBoolean(value);
    case 'enum':
      return readEnum(parameter.values ?? [], value);
    case 'integer':
    case 'real':
      if (parameter.octal === true) return readMode(value);
      return typeof value === 'boolean' ? { problem: 'is not a number', hint: '' } : readNumber(parameter, value);
    case 'string':
      return typeof value === 'string' ? { value } : { problem: 'is not text', hint: `write \`"${String(value)}"\`` };
  }
}

/** Whether PostgreSQL makes the same of two values; text is compared as it is. */
export function sameValue(parameter: ServerParameter | undefined, one: Written, other: Written): boolean {
  const [first, second] = [one, other].map((value) => {
    const reading = parameter === undefined || parameter.type === 'string' ? null : readValue(parameter, value);
    return reading !== null && 'value' in reading ? reading.value : String(value);
  });
  return first === second;
}

function readBoolean(value: Written): Reading<boolean> {
  const found = words.find(([word]) => word === String(value).toLowerCase());
  return found === undefined ? { problem: 'is neither on nor off', hint: 'write `on` or `off`' } : { value: found[1] };
}

/** What may be on or off takes every word for them, in both programs. */
function readEnum(values: readonly string[], value: Written): Reading<string> {
  const text = String(value).toLowerCase();
  const found = values.find((each) => each.toLowerCase() === text);
  if (found !== undefined) return { value: found };
  const switched = values.includes('on') ? readBoolean(value) : null;
  if (switched !== null && 'value' in switched) return { value: switched.value ? 'on' : 'off' };
  return {
    problem: 'is not one of its values',
    hint: nearestHint(
      String(value),
      values.map((each) => each || '""'),
      'values',
    ),
  };
}

/** YAML and PostgreSQL disagree about a bare number: only text with the leading zero is read as it looks. */
function readMode(value: Written): Reading<number> {
  const digits = /^0?([0-7]{3})$/.exec(String(value))?.[1];
  const hint = `write it in quotes, with a leading zero: \`"0${digits ?? '600'}"\``;
  if (typeof value !== 'string' || digits === undefined || !value.startsWith('0')) return { problem: 'is not a file mode', hint };
  if (!/^[67]/.test(digits)) return { problem: 'shuts out its owner, PostgreSQL itself', hint: 'begin with `"06` or `"07`' };
  return { value: Number.parseInt(digits, 8) };
}
