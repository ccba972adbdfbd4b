import { createHash } from 'node:crypto';
import type { Bundle, BundleDirectory, BundleUnit } from '@tamada/core/bundle';
import { fillSlots } from '@tamada/core/bundle';
import type { FileRule } from '@tamada/core/platform';
import { restartPart } from './restart-part.ts';

/** A bundle as the node should look: contents as digests, so that a plan holds no secrets. */
export interface Desired {
  readonly directories: readonly BundleDirectory[];
  readonly files: readonly DesiredFile[];
  readonly units: readonly BundleUnit[];
}

export interface DesiredFile extends BundleDirectory {
  readonly digest: string;
  readonly readers: FileReaders;
}

/** Who reads the file. Digests are of what counts for that reader; null where it does not read the file that way. */
export interface FileReaders {
  readonly unit: string | null;
  readonly restart: string | null;
  readonly reload: string | null;
  readonly sysusers: boolean;
  readonly tmpfiles: boolean;
  readonly systemd: boolean;
}

/** Contents with their secrets, by path. Never leaves the node. */
export type FilledContents = ReadonlyMap<string, string>;

/** Fills the slots; `secret` throws for a name without a value. */
export function fillBundle(bundle: Bundle, secret: (name: string, neededBy: string) => string): FilledContents {
  return new Map(bundle.files.map((file) => [file.path, fillSlots(file.content, (name) => secret(name, file.path))]));
}

/** What the planner compares the node with. Rules by path; the bundle was checked against them. */
export function desiredState(bundle: Bundle, contents: FilledContents, rules: ReadonlyMap<string, FileRule>): Desired {
  return {
    directories: bundle.directories,
    files: bundle.files.map(({ content, ...file }) => {
      const filled = contents.get(file.path) ?? content;
      return { ...file, digest: contentDigest(filled), readers: readers(rules.get(file.path), filled) };
    }),
    units: bundle.units,
  };
}

function readers(rule: FileRule | undefined, content: string): FileReaders {
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

/** SHA-256 of a file's content, hex. */
export function contentDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** One digest for a set of files, whatever their order; empty for none. */
export function filesDigest(files: readonly (readonly [path: string, digest: string])[]): string {
  return files.length === 0
    ? ''
    : contentDigest(
        files
          .map((file) => file.join(' '))
          .toSorted()
          .join('\n'),
      );
}
