import type { Log } from '../log/log.ts';
import { optionNames, optionTable } from './options.ts';
import type { FlagOption, ListOption, NumberOption, OptionName, OptionRule, TextOption } from './options.ts';

/** What stood on the command line. */
export class Options {
  private readonly values = new Map<OptionName, string | number | true | readonly string[]>();

  text(name: TextOption): string | undefined {
    return this.values.get(name) as string | undefined;
  }
  flag(name: FlagOption): boolean {
    return this.values.has(name);
  }
  number(name: NumberOption): number | undefined {
    return this.values.get(name) as number | undefined;
  }
  list(name: ListOption): readonly string[] {
    return (this.values.get(name) as readonly string[] | undefined) ?? [];
  }
  given(): ReadonlyMap<OptionName, string | number | true | readonly string[]> {
    return this.values;
  }
  set(name: OptionName, value: string | number | true): void {
    if (optionTable[name].kind === 'list')
      this.values.set(name, [...((this.values.get(name) as string[] | undefined) ?? []), String(value)]);
    else this.values.set(name, value);
  }
}

/** Reads words as getopt_long does: abbreviations, `--name=value`, `--name value`, `-Bvalue`, several short flags in one word. */
export function parseOptions(words: readonly string[], log: Log): Options {
  const options = new Options();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') break;
    if (word.startsWith('--')) long(word, rest, options, log);
    else if (word.startsWith('-') && word !== '-') short(word, rest, options, log);
    else log.fail(`Invalid argument: "${word}"`);
  }
  return options;
}

function long(word: string, rest: string[], options: Options, log: Log): void {
  const [typed = '', ...values] = word.slice(2).split('=');
  const name = longName(typed);
  if (name === undefined) return unknown(word, log);
  const value = word.includes('=') ? values.join('=') : undefined;
  if (optionTable[name].kind === 'flag') {
    if (value !== undefined) return unknown(word, log);
    options.set(name, true);
    return;
  }
  const taken = value ?? rest.shift();
  if (taken === undefined) return unknown(word, log);
  assign(name, taken, options, log);
}

function longName(typed: string): OptionName | undefined {
  const exact = optionNames.find((name) => name === typed);
  if (exact !== undefined) return exact;
  const fitting = optionNames.filter((name) => name.startsWith(typed));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function short(word: string, rest: string[], options: Options, log: Log): void {
  for (let at = 1; at < word.length; at++) {
    const name = optionNames.find((candidate) => shortOf(candidate) === word[at]);
    if (name === undefined) return unknown(word, log);
    if (optionTable[name].kind === 'flag') {
      options.set(name, true);
      continue;
    }
    const taken = at + 1 < word.length ? word.slice(at + 1) : rest.shift();
    if (taken === undefined) return unknown(word, log);
    assign(name, taken, options, log);
    return;
  }
}

function shortOf(name: OptionName): string | undefined {
  const rule: OptionRule = optionTable[name];
  return rule.short;
}

/** The real one says the same of an option that it does not know and of one that lacks its argument. */
function unknown(word: string, log: Log): never {
  return log.fail(`Option '${word}' requires an argument. Try "pg_probackup --help" for more information.`);
}

function assign(name: OptionName, value: string, options: Options, log: Log): void {
  const { kind } = optionTable[name];
  const wrong = (what: string): never => log.fail(`Option --${name} should be a ${what}: '${value}'`);
  switch (kind) {
    case 'text':
    case 'list':
      if (value === '') wrong('valid string');
      options.set(name, value);
      return;
    case 'unit':
      if (!/^\d+\s*(kB|MB|GB|TB|ms|s|min|h|d)?$/.test(value)) wrong('64bit unsigned integer');
      options.set(name, value);
      return;
    case 'count':
      options.set(name, /^\d+$/.test(value) && Number(value) < 2 ** 32 ? Number(value) : wrong('32bit unsigned integer'));
      return;
    case 'seconds':
      options.set(name, seconds(value, /^(\d+)\s*(ms|s|min|h|d)?$/) ?? wrong('32bit unsigned integer'));
      return;
    case 'interval':
      options.set(name, seconds(value, /^([+-]?\d+)\s*(ms|s|min|h|d)?$/) ?? wrong('64bit signed integer'));
      return;
    case 'flag':
      return;
  }
}

const unitSeconds = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 } as const;

function seconds(value: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(value);
  if (found === null) return undefined;
  return Math.floor(Number(found[1]) * unitSeconds[(found[2] ?? 's') as keyof typeof unitSeconds]);
}
