import { createHash } from 'node:crypto';
import type { Bundle, BundleDirectory, BundleUnit } from '@tamada/core/bundle';
import { fillSlots, slotNames } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { FileRule } from '@tamada/core/platform';
import type { ReadBackTools } from './read-back.ts';
import { isOpen, filled } from './read-back.ts';
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

/** Four times what a bundle may hold: a slot is short, and what stands in its place may be a whole certificate. */
const mostFilledCharacters = 16 * 1024 * 1024;

/** Fills the slots; `secret` throws for a name without a value. Refuses with `bundle_oversized`. */
export function fillBundle(bundle: Bundle, secret: (name: string, neededBy: string) => string): FilledContents {
  let room = mostFilledCharacters;
  const use = (text: string): string => {
    room -= text.length;
    if (room < 0) throw new TamadaError({ code: 'bundle_oversized', limitBytes: mostFilledCharacters });
    return text;
  };
  return new Map(bundle.files.map((file) => [file.path, fillSlots(file.content, (name) => use(secret(name, file.path)))]));
}

/** What a plan knows of one path before it compares. `value`: what came with the plan, else what is in force. */
export interface PlannedPath extends ReadBackTools {
  readonly live: string | null;
  readonly wanted: (name: string) => string | null;
}

/**
 * The same for a plan, whose bundle anybody may have written: no slot of it is filled. A file stays as it is only where its text is one
 * that was applied here, by which alone the live file is read; so a plan tells one thing of a secret, whether a whole value is in force.
 */
export function plannedState(bundle: Bundle, pathOf: (path: string) => PlannedPath): Desired {
  return {
    directories: bundle.directories,
    files: bundle.files.map(({ content, ...file }) => {
      const { live, templates, wanted, value, rule } = pathOf(file.path);
      const trusted = templates.includes(content) || (isOpen(rule) && slotNames(content).length === 0);
      if (live !== null && trusted && filled(content, wanted) === live) {
        return { ...file, digest: contentDigest(live), readers: readers(rule, live) };
      }
      const [applied] = templates;
      const restartKeys = rule?.restartKeys ?? [];
      const samePart = applied !== undefined && restartPart(restartKeys, applied) === restartPart(restartKeys, content);
      const before = readers(rule, (applied === undefined ? null : filled(applied, value)) ?? '');
      const other = readers(rule, '');
      const reading = {
        ...other,
        restart: restartKeys.length > 0 && samePart ? before.restart : other.restart && never,
        reload: other.reload && never,
      };
      return { ...file, digest: never, readers: reading };
    }),
    units: bundle.units,
  };
}

/** The digest of no content. */
const never = 'another';

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
