import type { Bundle, BundleDirectory, BundleUnit } from '@tamada/core/bundle';
import { fillSlots, slotNames } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { FileRule } from '@tamada/core/platform';
import type { ReadBackTools } from './read-back.ts';
import { isOpen, filled } from './read-back.ts';
import { contentDigest, fileReaders, restartPart, type ReadFile } from './readers.ts';

/** A bundle as the node should look: contents as digests, so that a plan holds no secrets. */
export interface Desired {
  readonly directories: readonly BundleDirectory[];
  readonly files: readonly DesiredFile[];
  readonly units: readonly BundleUnit[];
}

export interface DesiredFile extends BundleDirectory, ReadFile {}

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
        return { ...file, digest: contentDigest(live), readers: fileReaders(rule, live) };
      }
      const [applied] = templates;
      const restartKeys = rule?.restartKeys ?? [];
      const samePart = applied !== undefined && restartPart(restartKeys, named(applied)) === restartPart(restartKeys, named(content));
      const before = fileReaders(rule, (applied === undefined ? null : filled(applied, value)) ?? '');
      const other = fileReaders(rule, '');
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

/** A slot is no YAML: its name stands in its place. */
function named(template: string): string {
  return fillSlots(template, (name) => `slot ${name}`);
}

/** The digest of no content. */
const never = 'another';

/** What the planner compares the node with. Rules by path; the bundle was checked against them. */
export function desiredState(bundle: Bundle, contents: FilledContents, rules: ReadonlyMap<string, FileRule>): Desired {
  return {
    directories: bundle.directories,
    files: bundle.files.map(({ content, ...file }) => {
      const filled = contents.get(file.path) ?? content;
      return { ...file, digest: contentDigest(filled), readers: fileReaders(rules.get(file.path), filled) };
    }),
    units: bundle.units,
  };
}
