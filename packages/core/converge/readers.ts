import { createHash } from 'node:crypto';
import type { FileRule } from '@tamada/core/platform';
import { yamlExcess } from '@tamada/core/yaml';
import { parse } from 'yaml';
import type { UnitDigests } from './journal.ts';

/** Who reads the file. Digests are of what counts for that reader; null where it does not read the file that way. */
export interface FileReaders {
  readonly unit: string | null;
  readonly restart: string | null;
  readonly reload: string | null;
  readonly sysusers: boolean;
  readonly tmpfiles: boolean;
  readonly systemd: boolean;
}

/** A file as far as its readers care. */
export interface ReadFile {
  readonly path: string;
  readonly digest: string;
  readonly readers: FileReaders;
}

interface ReadFiles {
  readonly files: readonly ReadFile[];
}

/** Of a file's content, what each of its readers reads. */
export function fileReaders(rule: FileRule | undefined, content: string): FileReaders {
  const needs = rule?.needs ?? [];
  const restarts = needs.includes('restart');
  const part = rule === undefined || rule.restartKeys.length === 0 ? null : contentDigest(restartPart(rule.restartKeys, content));
  return {
    unit: rule?.unit ?? null,
    restart: restarts ? contentDigest(content) : part,
    reload: needs.includes('reload') ? contentDigest(content) : null,
    sysusers: needs.includes('sysusers'),
    tmpfiles: needs.includes('tmpfiles'),
    systemd: needs.includes('daemon_reload'),
  };
}

/** Digests of what a unit reads at its start only, and of what it reads again on reload. */
export function unitDigests({ files }: ReadFiles, unit: string): UnitDigests {
  const of = (when: 'restart' | 'reload'): string =>
    filesDigest(
      files.flatMap(({ path, readers }): [string, string][] => {
        const digest = readers[when];
        return readers.unit === unit && digest !== null ? [[path, digest]] : [];
      }),
    );
  return { restart: of('restart'), reload: of('reload') };
}

/** Digest of the files that systemd-sysusers, systemd-tmpfiles or systemd itself read. */
export function systemDigest({ files }: ReadFiles, reader: 'sysusers' | 'tmpfiles' | 'systemd'): string {
  return filesDigest(files.flatMap(({ path, digest, readers }): [string, string][] => (readers[reader] ? [[path, digest]] : [])));
}

/** Whether systemd-sysusers has yet to make users of the bundle. */
export function usersDue(bundle: ReadFiles, { sysusers }: { readonly sysusers: string }): boolean {
  return systemDigest(bundle, 'sysusers') !== sysusers;
}

/** The part of a YAML file that its program reads at its start only: the values of dotted keys, as text to compare. */
export function restartPart(keys: readonly string[], content: string): string {
  const document = yamlExcess(content, limits) === null ? read(content) : content;
  return JSON.stringify(keys.map((key) => [key, at(document, key)])) + (document === content ? content : '');
}

/** Ten times what the largest topology makes. */
const limits = { characters: 128 * 1024, indicators: 4000, aliases: 100 };

/** A text that is not YAML counts as one value; the file's validator tells the operator. */
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

/** Users and groups that a sysusers.d file makes: `u name …`, `g name …`. A user brings a group of its name. */
export function declaredUsers(content: string): { readonly users: readonly string[]; readonly groups: readonly string[] } {
  const lines = content.split('\n').map((line) => line.trim().split(/\s+/));
  const named = (kinds: readonly string[]): readonly string[] =>
    lines.flatMap(([kind = '', name]) => (kinds.includes(kind.replace(/[!+-]/g, '')) && name !== undefined ? [name] : []));
  return { users: named(['u']), groups: named(['u', 'g']) };
}

/** SHA-256 of a file's content, hex. */
export function contentDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** One digest for a set of files, whatever their order; empty for none. */
function filesDigest(files: readonly (readonly [path: string, digest: string])[]): string {
  return files.length === 0
    ? ''
    : contentDigest(
        files
          .map((file) => file.join(' '))
          .toSorted()
          .join('\n'),
      );
}
