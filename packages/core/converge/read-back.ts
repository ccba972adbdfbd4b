import { fillSlots, literalParts, slotNames } from '@tamada/core/bundle';
import type { FileRule } from '@tamada/core/platform';
import { maskKeys } from './mask.ts';
import type { Mask } from './mask.ts';

/** What an agent has to read a file back with. Nothing of it comes from whoever asks. */
export interface ReadBackTools {
  /** The texts with slots that this path had in the last bundles, the newest first. */
  readonly templates: readonly string[];
  /** The value in force; null where there is none. */
  readonly value: (name: string) => string | null;
  readonly mask: Mask;
  readonly rule: FileRule | undefined;
}

/** Stands for lines whose origin is not known, in a file that may hold secrets. */
const withheld = '(not shown: tamada did not write this, and it may hold secrets)';

/**
 * A live file in the form of its template, each secret by the name of its slot again, for people to read. Where the file was changed by
 * hand only lines that the template has are shown; unless everybody on the host may read the file anyway.
 */
export function readBack(live: string, { templates, value, mask, rule }: ReadBackTools): string {
  const exact = templates.find((template) => filled(template, value) === live) ?? templates.find((template) => fits(template, live));
  if (exact !== undefined) return maskKeys(exact);
  const [template = ''] = templates;
  const known = new Set(template.split('\n'));
  const slotLines = [...known].filter((line) => slotNames(line).length > 0 && isAnchored(line));
  const open = isOpen(rule) && slotNames(template).length === 0;
  const lines = live.split('\n').map((line) => {
    if (known.has(line)) return line;
    return slotLines.find((slotLine) => fitsLine(slotLine, line)) ?? (open ? mask(line) : withheld);
  });
  return maskKeys(lines.filter((line, index) => line !== withheld || lines[index - 1] !== withheld).join('\n'));
}

/** Everybody on the host may read it. */
export function isOpen(rule: FileRule | undefined): boolean {
  return rule !== undefined && (rule.maxMode & 0o004) !== 0;
}

/** A text with its slots filled; null where a value is missing. */
export function filled(template: string, value: (name: string) => string | null): string | null {
  if (slotNames(template).some((name) => value(name) === null)) return null;
  return fillSlots(template, (name) => value(name) ?? '');
}

/** Whether a text may have been made from the template. A slot among other text holds one line, a slot alone the whole file. */
function fits(template: string, text: string): boolean {
  if (literalParts(template).every((part) => part.trim() === '')) return slotNames(template).length > 0;
  const [wanted, seen] = [template.split('\n'), text.split('\n')];
  return wanted.length === seen.length && wanted.every((line, index) => fitsLine(line, seen[index] ?? ''));
}

/** The literal parts stand there in their order. */
function fitsLine(template: string, line: string): boolean {
  const [first = '', ...rest] = literalParts(template);
  const last = rest.pop();
  if (last === undefined) return first === line;
  if (!line.startsWith(first) || !line.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= line.length - last.length;
}

/** A line that is nothing but a slot would fit everything. */
function isAnchored(line: string): boolean {
  return literalParts(line).some((part) => part.trim() !== '');
}
