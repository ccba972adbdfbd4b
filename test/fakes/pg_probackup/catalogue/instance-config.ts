/** `pg_probackup.conf`: what set-config keeps of an instance. */
import type { Options } from '../arguments/parse.ts';
import type { OptionName } from '../arguments/options.ts';

export type SettingKind = 'text' | 'number' | 'seconds' | 'level' | 'kilobytes' | 'minutes';

interface SettingRule {
  readonly kind: SettingKind;
  /** What show-config says when nobody set it. */
  readonly standard?: string | number;
}

const text = { kind: 'text' } as const;

/** Settings in the order of the file, under the heading that it gives them. */
const groups = {
  'Backup instance information': {
    pgdata: text,
    'system-identifier': { kind: 'number' },
    'xlog-seg-size': { kind: 'number', standard: 16_777_216 },
    'external-dirs': text,
  },
  'Connection parameters': { pgdatabase: { kind: 'text', standard: 'postgres' }, pghost: text, pgport: text, pguser: text },
  'Replica parameters': {
    ...{ 'master-db': text, 'master-host': text, 'master-port': text, 'master-user': text },
    'replica-timeout': { kind: 'seconds', standard: 300 },
  },
  'Archive parameters': {
    'archive-timeout': { kind: 'seconds', standard: 300 },
    ...{ 'archive-host': text, 'archive-port': text, 'archive-user': text, 'restore-command': text },
  },
  'Logging parameters': {
    'log-level-console': { kind: 'level', standard: 'INFO' },
    'log-level-file': { kind: 'level', standard: 'OFF' },
    'log-format-console': { kind: 'level', standard: 'PLAIN' },
    'log-format-file': { kind: 'level', standard: 'PLAIN' },
    'log-filename': { kind: 'text', standard: 'pg_probackup.log' },
    ...{ 'error-log-filename': text, 'log-directory': text },
    'log-rotation-size': { kind: 'kilobytes', standard: '0TB' },
    'log-rotation-age': { kind: 'minutes', standard: '0d' },
  },
  'Retention parameters': {
    'retention-redundancy': { kind: 'number', standard: 0 },
    'retention-window': { kind: 'number', standard: 0 },
    'wal-depth': { kind: 'number', standard: 0 },
  },
  'Compression parameters': { 'compress-algorithm': { kind: 'text', standard: 'none' }, 'compress-level': { kind: 'number', standard: 1 } },
  'Remote access parameters': {
    'remote-proto': { kind: 'text', standard: 'ssh' },
    ...{ 'remote-host': text, 'remote-port': text, 'remote-path': text, 'remote-user': text, 'ssh-options': text },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SettingRule>>>>;

type Groups = typeof groups;
export type SettingName = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];
export type Settings = Partial<Record<SettingName, string>>;

const rules = new Map<string, SettingRule>(Object.values(groups).flatMap((group) => Object.entries(group) as [string, SettingRule][]));

export function isSetting(name: string): name is SettingName {
  return rules.has(name);
}

/** Throws `SyntaxError` with the name of the first option that is none. */
export function parseConfig(textOfFile: string): Settings {
  const settings: Settings = {};
  for (const line of textOfFile.split('\n')) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const found = /^\s*([\w-]+)\s*=\s*(?:'(.*)'|(.*?))\s*$/.exec(line);
    const name = found?.[1] ?? line;
    if (found === null || !isSetting(name)) throw new SyntaxError(name);
    settings[name] = found[2] ?? found[3] ?? '';
  }
  return settings;
}

export function printConfig(settings: Settings): string {
  return printGroups((name) => settings[name]);
}

/** As show-config prints it: with what nobody set. */
export function printEffective(settings: Settings): string {
  return printGroups((name) => effective(settings, name));
}

function printGroups(value: (name: SettingName) => string | undefined): string {
  const lines = Object.entries(groups).flatMap(([heading, group]) => {
    const named = (Object.keys(group) as SettingName[]).flatMap((name) => {
      const found = value(name);
      return found === undefined ? [] : [`${name} = ${found.includes(' ') ? `'${found}'` : found}`];
    });
    return named.length === 0 ? [] : [`# ${heading}`, ...named];
  });
  return `${lines.join('\n')}\n`;
}

/** As show-config --format=json prints it; units are taken away when `scaled` is false. */
export function printConfigJson(settings: Settings, scaled: boolean): string {
  const lines = [...rules].flatMap(([name, { kind }]) => {
    const value = effective(settings, name as SettingName);
    if (value === undefined) return [];
    const bare = !scaled && kind !== 'text' && kind !== 'level';
    return [`    "${name}": ${bare ? unscaled(value, kind) : JSON.stringify(value)}`];
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

function effective(settings: Settings, name: SettingName): string | undefined {
  const rule = rules.get(name);
  if (settings[name] !== undefined) return rule?.kind === 'level' ? settings[name].toUpperCase() : settings[name];
  return rule?.standard === undefined ? undefined : rule.kind === 'seconds' ? scaleSeconds(Number(rule.standard)) : String(rule.standard);
}

/** 300 → `5min`. */
function scaleSeconds(seconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const)
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  return `${seconds}s`;
}

const unitSizes: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400, kB: 1, MB: 1024, GB: 1024 ** 2, TB: 1024 ** 3 };

function unscaled(value: string, kind: SettingKind): string {
  const found = /^(\d+)([a-zA-Z]*)$/.exec(value);
  if (found === null || kind === 'number') return value;
  return String((Number(found[1]) * (unitSizes[found[2] ?? ''] ?? 1)) / (kind === 'minutes' ? 60 : 1));
}

/** The settings among the options of a command line, as the file keeps them. */
export function settingsOf(options: Options): Settings {
  const settings: Settings = {};
  for (const [name, value] of options.given()) {
    if (!isSetting(name)) continue;
    const seconds = rules.get(name)?.kind === 'seconds';
    settings[name] = seconds ? scaleSeconds(Number(value)) : String(value);
  }
  if (options.flag('compress')) Object.assign(settings, { 'compress-algorithm': 'zlib', 'compress-level': '1' });
  return settings;
}

/** `5min` → 300. */
export function secondsOf(value: string): number {
  return Number(unscaled(value, 'seconds'));
}

/** Options that may only stand on the command line although they are settings. */
export const terminalOnly: readonly OptionName[] = ['log-format-console'];
