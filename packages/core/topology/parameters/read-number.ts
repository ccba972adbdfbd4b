import type { ServerParameter } from './release.ts';

/** What a value is for PostgreSQL, in the parameter's own unit; or why it is not one. */
export type Reading<T> = { readonly value: T } | { readonly problem: string; readonly hint: string };

/** Bytes and microseconds, largest first. PostgreSQL tells small from capital letters. */
const scales = {
  size: { TB: 1024 ** 4, GB: 1024 ** 3, MB: 1024 ** 2, kB: 1024, B: 1 },
  time: { d: 86_400_000_000, h: 3_600_000_000, min: 60_000_000, s: 1_000_000, ms: 1000, us: 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Units as people write them, small. */
const spoken: Readonly<Record<string, string>> = {
  ...{ b: 'B', byte: 'B', bytes: 'B', k: 'kB', kb: 'kB', kib: 'kB', m: 'MB', mb: 'MB', mib: 'MB' },
  ...{ g: 'GB', gb: 'GB', gib: 'GB', t: 'TB', tb: 'TB', tib: 'TB' },
  ...{ usec: 'us', msec: 'ms', millis: 'ms', sec: 's', secs: 's', second: 's', seconds: 's' },
  ...{ mins: 'min', minute: 'min', minutes: 'min', hr: 'h', hrs: 'h', hour: 'h', hours: 'h', day: 'd', days: 'd' },
};

const notation = /^(-?)(\d*)((?:\.\d+)?(?:[eE][+-]?\d+)?) ?([A-Za-z]*)$/;

/** A number with or without its unit, as PostgreSQL and Patroni read it alike. */
export function readNumber(parameter: ServerParameter, value: string | number): Reading<number> {
  const [, sign = '', whole = '', fraction = '', unit = ''] = notation.exec(String(value)) ?? [];
  if (`${whole}${fraction}` === '') return { problem: 'is not a number', hint: example(parameter) };
  if (/^0\d/.test(whole)) return { problem: 'has a leading zero, which makes it octal', hint: 'write it without' };
  const scale = parameter.unit === undefined ? null : scaleOf(parameter.unit);
  const number = Number(`${sign}${whole}${fraction}`);
  if (unit === '') return parameter.type === 'integer' && fraction !== '' ? notWhole(parameter, number) : ranged(parameter, number);
  if (scale === null) return { problem: 'has a unit, but counts nothing that has one', hint: `write \`${sign}${whole}${fraction}\`` };
  const factor = scale.units[unit];
  if (factor === undefined)
    return { problem: `has the unit \`${unit}\`, which PostgreSQL does not know`, hint: unitHint(value, unit, scale) };
  const converted = convert(number, factor, scale, parameter.type);
  if (converted === 0 && number !== 0)
    return { problem: `counts as 0 ${parameter.unit ?? ''}, which means something else`, hint: example(parameter) };
  return ranged(parameter, converted);
}

interface Scale {
  readonly units: Readonly<Record<string, number>>;
  /** What one of the parameter's own units is. */
  readonly base: number;
}

/** `8kB` is eight times `kB`. */
function scaleOf(base: string): Scale {
  const [, count = '', name = ''] = /^(\d*)([A-Za-z]+)$/.exec(base) ?? [];
  const units: Readonly<Record<string, number>> = name in scales.size ? scales.size : scales.time;
  return { units, base: Number(count === '' ? 1 : count) * (units[name] ?? 1) };
}

/** As PostgreSQL does: a fraction of a unit is rounded to the next smaller unit first, then to the parameter's own. */
function convert(number: number, factor: number, { units, base }: Scale, type: ServerParameter['type']): number {
  const smaller = Object.values(units).find((each) => each < factor);
  const exact = number * (factor / base);
  const rounded = smaller === undefined ? exact : roundHalfEven(exact / (smaller / base)) * (smaller / base);
  return type === 'integer' ? roundHalfEven(rounded) : rounded;
}

function roundHalfEven(number: number): number {
  const floor = Math.floor(number);
  if (number - floor !== 0.5) return Math.round(number);
  return floor % 2 === 0 ? floor : floor + 1;
}

function ranged(parameter: ServerParameter, number: number): Reading<number> {
  const { least = -Infinity, most = Infinity } = parameter;
  if (number >= least && number <= most) return { value: number };
  return { problem: number < least ? 'is too little' : 'is too much', hint: rangeText(parameter) };
}

function notWhole(parameter: ServerParameter, number: number): Reading<number> {
  return { problem: 'is not a whole number', hint: rangeText(parameter) === '' ? `write \`${Math.round(number)}\`` : rangeText(parameter) };
}

function rangeText({ unit = '', least = -Infinity, most = Infinity }: ServerParameter): string {
  return /^\d/.test(unit) ? `from ${least} to ${most}, counted in ${unit}` : `from ${least}${unit} to ${most}${unit}`;
}

function example(parameter: ServerParameter): string {
  return parameter.unit === undefined
    ? `a number ${rangeText(parameter)}`
    : `a number ${rangeText(parameter)}, or one with a unit: ${unitNames(scaleOf(parameter.unit))}`;
}

function unitNames({ units }: Scale): string {
  return Object.keys(units).toReversed().join(', ');
}

function unitHint(value: string | number, unit: string, scale: Scale): string {
  const small = unit.toLowerCase();
  const meant = [spoken[small], small].find((each) => each !== undefined && each in scale.units);
  const right = meant === undefined ? '' : `did you mean \`${String(value).slice(0, -unit.length)}${meant}\`? `;
  return `${right}units: ${unitNames(scale)}`;
}
